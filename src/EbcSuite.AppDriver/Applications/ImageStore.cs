using System.Text.Json;
using EbcSuite.AppDriver.Records;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Images;

namespace EbcSuite.AppDriver.Applications;

/// <summary>
/// Images and applications on this node's disk: <c>images/OPERATION/{image,home,manifest.json}</c> and <c>applications/NAME</c>. The
/// manifest is written last: an image without one is not whole.
/// </summary>
public sealed class ImageStore(string stateDirectory)
{
    private readonly string _images = Path.Combine(stateDirectory, "images");
    private readonly string _applications = Path.Combine(stateDirectory, "applications");
    private readonly string _trash = Path.Combine(stateDirectory, "trash");

    /// <summary>Makes the directories, and tries what every move of files needs: that a rename leads from each to each.</summary>
    /// <exception cref="IOException">They cannot be made, or are not on one file system.</exception>
    public void Prepare()
    {
        const string Probe = ".rename-probe";
        foreach (var directory in (string[])[_images, _applications, _trash])
        {
            Directory.CreateDirectory(directory);
        }

        foreach (var directory in (string[])[_applications, _trash])
        {
            var (from, to) = (Path.Combine(_images, Probe), Path.Combine(directory, Probe));
            Directory.CreateDirectory(from);
            try
            {
                Directory.Move(from, to);
                Directory.Delete(to);
            }
            catch (IOException failure)
            {
                Directory.Delete(from);
                throw new IOException(
                    $"'{_images}' and '{directory}' must be on one file system, as an image becomes an application by a rename: {failure.Message}",
                    failure);
            }
        }
    }

    public long FreeBytes => new DriveInfo(stateDirectory).AvailableFreeSpace;

    /// <summary>The application's own directory; the same path on every node.</summary>
    public string HomeOf(string application) => Path.Combine(_applications, application);

    public string DirectoryOf(string image) => Path.Combine(_images, image);

    public string ToolDirectoryOf(string image) => Path.Combine(_images, image, ImageRoots.Tool);

    /// <summary>Where an image keeps its copy of the application's files; missing when they are in the application's directory.</summary>
    public string HomeCopyOf(string image) => Path.Combine(_images, image, ImageRoots.Home);

    /// <summary>The two trees of an image as they lie now.</summary>
    public ImageRoots RootsOf(string image, string application) =>
        new(ToolDirectoryOf(image), Directory.Exists(HomeCopyOf(image)) ? HomeCopyOf(image) : HomeOf(application));

    public Manifest? Find(string image)
    {
        var path = ManifestOf(image);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), CheckpointingJson.Default.Manifest) : null;
    }

    public void Save(Manifest manifest) =>
        DurableFile.Write(ManifestOf(manifest.Image), JsonSerializer.SerializeToUtf8Bytes(manifest, CheckpointingJson.Default.Manifest));

    /// <summary>An empty place for a new image; what an earlier attempt left there goes.</summary>
    public void Clear(string image)
    {
        Remove(image);
        Directory.CreateDirectory(ToolDirectoryOf(image));
    }

    public void Remove(string? image)
    {
        if (image is not null && Directory.Exists(DirectoryOf(image)))
        {
            Discard(DirectoryOf(image));
        }
    }

    /// <summary>Removes an image and frees its space before it returns: the disk may be full, and what is to be written next needs room.</summary>
    public void Free(string image)
    {
        if (Directory.Exists(DirectoryOf(image)))
        {
            Directory.Delete(DirectoryOf(image), recursive: true);
        }
    }

    public void RemoveHome(string application)
    {
        foreach (var path in (string[])[HomeOf(application), Retired(application)])
        {
            if (Directory.Exists(path))
            {
                Discard(path);
            }
        }
    }

    /// <summary>Frees the space of what was removed. May take long: no command waits for it.</summary>
    public void EmptyTrash()
    {
        Directory.CreateDirectory(_trash);
        foreach (var path in Directory.EnumerateDirectories(_trash))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Puts aside what an earlier application of this name left; one such is kept.</summary>
    public void RetireHome(string application)
    {
        if (!Directory.Exists(HomeOf(application)))
        {
            return;
        }

        if (Directory.Exists(Retired(application)))
        {
            Discard(Retired(application));
        }

        Directory.Move(HomeOf(application), Retired(application));
    }

    /// <summary>Moves an image's files into the application's directory.</summary>
    public void MoveHome(string image, string application)
    {
        RetireHome(application);
        Directory.CreateDirectory(_applications);
        Directory.Move(HomeCopyOf(image), HomeOf(application));
    }

    /// <summary>Images that are not whole and not among <paramref name="inUse"/> are removed.</summary>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> RemoveLeftovers(IReadOnlySet<string> inUse)
    {
        Directory.CreateDirectory(_images);
        Directory.CreateDirectory(_applications);
        var left = Directory.EnumerateDirectories(_images)
            .Select(path => Path.GetFileName(path))
            .Where(image => !inUse.Contains(image) && !File.Exists(ManifestOf(image)))
            .ToList();
        left.ForEach(Remove);
        return left;
    }

    /// <summary>Gone at once by one rename; the space follows with <see cref="EmptyTrash"/>.</summary>
    private void Discard(string path)
    {
        Directory.CreateDirectory(_trash);
        Directory.Move(path, Path.Combine(_trash, Guid.NewGuid().ToString("N")));
    }

    private string ManifestOf(string image) => Path.Combine(_images, image, "manifest.json");

    private string Retired(string application) => Path.Combine(_applications, $".{application}.old");
}
