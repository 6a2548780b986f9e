namespace EbcSuite.Checkpointing.Images;

/// <summary>Lists what an image consists of. The files must stand still: the application is stopped, or they are a copy.</summary>
public static class ImageScan
{
    /// <summary>
    /// The files of both trees in the order of their paths, a directory before what is in it, without hashes: those are made
    /// while the blocks are read for sending. Sockets are left out: the checkpoint tool makes them again.
    /// </summary>
    /// <exception cref="CheckpointException">DumpFailed: a device lies in the application's directory.</exception>
    public static IReadOnlyList<ImageFile> Files(ImageRoots roots)
    {
        var files = new List<ImageFile>();
        Walk(roots.ToolDirectory, ImageRoots.Tool, files);
        Walk(roots.HomeDirectory, ImageRoots.Home, files);
        return files;
    }

    private static void Walk(string directory, string prefix, List<ImageFile> files)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal))
        {
            var status = FileSystemCalls.Status(path);
            var name = $"{prefix}/{Path.GetFileName(path)}";
            switch (status.Mode & FileSystemCalls.KindMask)
            {
                case FileSystemCalls.Socket:
                    break;
                case FileSystemCalls.Regular:
                    files.Add(Entry(name, FileKinds.File, status.Length, status, link: null));
                    break;
                case FileSystemCalls.Directory:
                    files.Add(Entry(name, FileKinds.Directory, 0, status, link: null));
                    Walk(path, name, files);
                    break;
                case FileSystemCalls.Symlink:
                    files.Add(Entry(name, FileKinds.Symlink, 0, status, new FileInfo(path).LinkTarget));
                    break;
                case FileSystemCalls.Fifo:
                    files.Add(Entry(name, FileKinds.Fifo, 0, status, link: null));
                    break;
                default:
                    throw new CheckpointException(CheckpointFault.DumpFailed, $"'{path}' is a device: it cannot travel with the application.");
            }
        }
    }

    private static ImageFile Entry(string path, string kind, long length, in FileSystemCalls.FileStatus status, string? link) =>
        new(path, kind, length, status.Mode & 0xFFF, (int)status.Owner, (int)status.Group, Hash: "", link);
}
