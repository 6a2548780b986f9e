using EbcSuite.Messaging.Keys;

namespace EbcSuite.Messaging.Tests.Keys;

[TestFixture]
[Category("Unit")]
internal sealed class KeyFileTests
{
    [Test]
    public void A_written_pair_is_read_back_from_its_two_files()
    {
        using var directory = new ScratchDirectory();
        var path = directory.File("vm-a1.key");
        var pair = KeyPair.Generate();

        KeyFile.Write(path, pair);

        KeyFile.ReadSecret(path).Should().Be(pair);
        KeyFile.ReadPublic(directory.File("vm-a1.pub")).Should().Be(pair.PublicKey);
    }

    [Test]
    public void A_secret_file_is_made_for_its_owner_only()
    {
        using var directory = new ScratchDirectory();
        var path = directory.File("vm-a1.key");

        KeyFile.Write(path, KeyPair.Generate());

        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.OtherRead)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void A_secret_file_that_others_can_touch_is_refused_with_its_path_and_the_remedy(UnixFileMode wrong)
    {
        using var directory = new ScratchDirectory();
        var path = directory.File("vm-a1.key");
        KeyFile.Write(path, KeyPair.Generate());
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | wrong);

        var read = () => KeyFile.ReadSecret(path);

        read.Should().Throw<MessagingException>().Where(e => e.Fault == MessagingFault.BadKeyFile)
            .WithMessage($"*{path}*chmod 600*");
    }

    [TestCase("")]
    [TestCase("not a key")]
    [TestCase("0123456789012345678901234567890123456789x")]
    [TestCase("#####################################~~~")]
    public void What_is_not_a_key_is_refused(string text)
    {
        using var directory = new ScratchDirectory();
        var path = directory.File("some.pub");
        File.WriteAllText(path, text);

        var read = () => KeyFile.ReadPublic(path);

        read.Should().Throw<MessagingException>().Where(e => e.Fault == MessagingFault.BadKeyFile).WithMessage($"*{path}*");
    }

    [Test]
    public void A_missing_file_is_named_with_what_makes_one()
    {
        var read = () => KeyFile.ReadSecret("/nowhere/vm.key");

        read.Should().Throw<MessagingException>().Where(e => e.Fault == MessagingFault.BadKeyFile)
            .WithMessage("*/nowhere/vm.key*ebc keygen*");
    }

    [Test]
    public void An_existing_secret_is_never_overwritten()
    {
        using var directory = new ScratchDirectory();
        var path = directory.File("vm.key");
        var first = KeyPair.Generate();
        KeyFile.Write(path, first);

        var again = () => KeyFile.Write(path, KeyPair.Generate());

        again.Should().Throw<MessagingException>().WithMessage("*exists already*");
        KeyFile.ReadSecret(path).Should().Be(first);
    }

    [Test]
    public void A_pair_never_prints_its_secret()
    {
        var pair = KeyPair.Generate();

        $"{pair}".Should().Contain(pair.PublicKey).And.NotContain(pair.SecretKey);
    }
}
