namespace EbcSuite.Checkpointing.Images;

/// <summary>Values of <see cref="ImageFile.Kind"/>.</summary>
public static class FileKinds
{
    public const string File = "file";
    public const string Directory = "directory";
    public const string Symlink = "symlink";
    public const string Fifo = "fifo";
}
