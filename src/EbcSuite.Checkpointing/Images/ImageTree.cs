using Microsoft.Win32.SafeHandles;

namespace EbcSuite.Checkpointing.Images;

/// <summary>Directories, links, fifos, owners and modes of an image on disk: all but the bytes of its files.</summary>
public static class ImageTree
{
    private const int NoSpace = 28;
    private const int OverQuota = 122;

    /// <summary>Makes everything of a checked manifest; files get their full length as one hole.</summary>
    internal static void Make(Manifest manifest, ImageRoots roots)
    {
        Directory.CreateDirectory(roots.ToolDirectory);
        Directory.CreateDirectory(roots.HomeDirectory);
        foreach (var file in manifest.Files)
        {
            var path = roots.PathOf(file);
            switch (file.Kind)
            {
                case FileKinds.Directory:
                    Directory.CreateDirectory(path);
                    break;
                case FileKinds.Symlink:
                    File.CreateSymbolicLink(path, file.Link!);
                    break;
                case FileKinds.Fifo:
                    FileSystemCalls.MakeFifo(path);
                    break;
                default:
                    using (var made = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                    {
                        made.SetLength(file.Length);
                    }

                    break;
            }
        }
    }

    internal static SafeFileHandle OpenFile(ImageFile file, ImageRoots roots) =>
        File.OpenHandle(roots.PathOf(file), FileMode.Open, FileAccess.Write);

    /// <summary>Owners and modes, from the leaves up: a directory that may not be written to is set last.</summary>
    internal static void Finish(Manifest manifest, ImageRoots roots)
    {
        foreach (var file in manifest.Files.Reverse())
        {
            var path = roots.PathOf(file);
            FileSystemCalls.SetOwner(path, file.Owner, file.Group);
            if (file.Kind != FileKinds.Symlink)
            {
                File.SetUnixFileMode(path, (UnixFileMode)file.Mode);
            }
        }
    }

    /// <summary>Names what the operating system said about writing: a full disk is one an operator acts on.</summary>
    public static CheckpointException Explain(IOException failure) => (failure.HResult & 0xFFFF) is NoSpace or OverQuota
        ? new(CheckpointFault.DiskFull, $"The disk is full: {failure.Message}", failure)
        : new(CheckpointFault.TransferFailed, $"The image cannot be written: {failure.Message}", failure);
}
