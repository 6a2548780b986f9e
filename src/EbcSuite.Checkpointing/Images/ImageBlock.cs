namespace EbcSuite.Checkpointing.Images;

/// <summary>One entry of a chunk.</summary>
/// <param name="File">Index in the manifest's list.</param>
/// <param name="Block">Index in the file; with <see cref="BlockCodec.FileEnd"/> the number of its blocks.</param>
/// <param name="RawLength">Bytes of the block before compression; 0 with <see cref="BlockCodec.FileEnd"/>.</param>
/// <param name="Hash">SHA-256 of the block before compression, of the file with <see cref="BlockCodec.FileEnd"/>; 32 bytes.</param>
/// <param name="Bytes">Valid only until the next block is made or read.</param>
public readonly record struct ImageBlock(
    int File, int Block, BlockCodec Codec, int RawLength, ReadOnlyMemory<byte> Hash, ReadOnlyMemory<byte> Bytes);
