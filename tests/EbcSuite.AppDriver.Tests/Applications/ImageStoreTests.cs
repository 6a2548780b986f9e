using EbcSuite.AppDriver.Applications;

namespace EbcSuite.AppDriver.Tests.Applications;

[TestFixture, Category("Unit")]
public sealed class ImageStoreTests
{
    /// <summary>A file system of its own on every Linux.</summary>
    private const string OtherFileSystem = "/dev/shm";

    private DirectoryInfo _state = null!;

    [SetUp]
    public void Make() => _state = Directory.CreateTempSubdirectory("ebc-images-");

    [TearDown]
    public void Remove() => _state.Delete(recursive: true);

    [Test]
    public void A_state_directory_on_one_file_system_is_prepared_and_left_empty()
    {
        new ImageStore(_state.FullName).Prepare();
        new ImageStore(_state.FullName).Prepare();

        _state.EnumerateDirectories().Select(d => d.Name).Should().BeEquivalentTo("images", "applications", "trash");
        _state.EnumerateDirectories("*", SearchOption.AllDirectories).Should().HaveCount(3);
    }

    [Test]
    public void Images_on_another_file_system_than_the_applications_are_refused_by_name()
    {
        var elsewhere = Path.Combine(OtherFileSystem, _state.Name);
        Directory.CreateDirectory(elsewhere);
        try
        {
            Directory.CreateSymbolicLink(Path.Combine(_state.FullName, "images"), elsewhere);

            var prepare = () => new ImageStore(_state.FullName).Prepare();

            prepare.Should().Throw<IOException>().WithMessage("*images' and '*applications' must be on one file system*");
            Directory.EnumerateFileSystemEntries(elsewhere).Should().BeEmpty();
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }
}
