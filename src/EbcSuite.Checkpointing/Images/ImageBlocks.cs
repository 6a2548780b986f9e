namespace EbcSuite.Checkpointing.Images;

/// <summary>How files are cut: blocks of 1 MiB, the last one shorter.</summary>
public static class ImageBlocks
{
    public const int Size = 1024 * 1024;

    public static int Count(long length) => checked((int)((length + Size - 1) / Size));

    /// <summary>Bytes of one block of a file.</summary>
    public static int LengthOf(long fileLength, int block) => (int)Math.Min(Size, fileLength - ((long)block * Size));
}
