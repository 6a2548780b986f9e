using EbcSuite.Checkpointing.Images;

namespace EbcSuite.Checkpointing.Tests.Images;

[Category("Unit")]
public sealed class ManifestRulesTests
{
    [Test]
    public void A_manifest_of_a_scan_is_good() => ManifestRules.Fault(Manifest(
        File("home/a", FileKinds.Directory), File("home/a/b", length: 5), File("home/l", FileKinds.Symlink, link: "/etc"), File("image/x")))
        .Should().BeNull();

    [TestCase("home/../../etc/passwd", "'..'")]
    [TestCase("/etc/passwd", "begins with")]
    [TestCase("etc/passwd", "begins with")]
    [TestCase("home", "begins with")]
    [TestCase("home/", "no empty part")]
    [TestCase("home//x", "no empty part")]
    [TestCase("home/./x", "'.'")]
    [TestCase("image/..", "'..'")]
    [TestCase("home/x\0y", "no usable path")]
    [TestCase("home/unlisted/x", "not listed before")]
    public void A_path_that_could_lead_elsewhere_is_refused(string path, string why) =>
        ManifestRules.Fault(Manifest(File(path))).Should().Contain(why);

    [Test]
    public void Nothing_is_written_through_a_link_that_the_image_brings() => ManifestRules.Fault(Manifest(
        File("home/link", FileKinds.Symlink, link: "/etc"), File("home/link/passwd"))).Should().Contain("home/link");

    [Test]
    public void A_path_is_listed_once() => ManifestRules.Fault(Manifest(File("home/a"), File("home/a"))).Should().Contain("twice");

    [Test]
    public void Other_nonsense_is_refused()
    {
        ManifestRules.Fault(manifest: null).Should().NotBeNull();
        ManifestRules.Fault(Manifest(File("home/a", "device"))).Should().Contain("device");
        ManifestRules.Fault(Manifest(File("home/a", length: -1))).Should().Contain("-1");
        ManifestRules.Fault(Manifest(File("home/a", FileKinds.Symlink))).Should().Contain("target");
        ManifestRules.Fault(Manifest() with { Image = "../x" }).Should().NotBeNull();
    }

    private static Manifest Manifest(params ImageFile[] files) => new("op1", "heat", "criu", "4.2.1", DateTimeOffset.UnixEpoch, files);

    private static ImageFile File(string path, string kind = FileKinds.File, long length = 0, string? link = null) =>
        new(path, kind, length, 0x1A4, 0, 0, "", link);
}
