using System.Security.Cryptography;

namespace EbcSuite.Checkpointing.Images;

/// <summary>A file's hash: SHA-256 over the SHA-256 of each of its blocks, in their order. One file after the other.</summary>
public sealed class FileHash : IDisposable
{
    public const int Bytes = SHA256.HashSizeInBytes;

    private static readonly byte[] ZeroBlock = SHA256.HashData(new byte[ImageBlocks.Size]);

    private readonly IncrementalHash _blocks = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The hash of a block of zeros.</summary>
    public static byte[] OfZeros(int length) =>
        length == ImageBlocks.Size ? ZeroBlock : SHA256.HashData(new byte[length]);

    public void Append(ReadOnlySpan<byte> blockHash) => _blocks.AppendData(blockHash);

    /// <summary>The hash of the file whose blocks were appended; begins the next file.</summary>
    public byte[] Finish() => _blocks.GetHashAndReset();

    public void Dispose() => _blocks.Dispose();
}
