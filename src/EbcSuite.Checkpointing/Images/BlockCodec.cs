namespace EbcSuite.Checkpointing.Images;

/// <summary>What the bytes of a chunk's entry are. The numbers go over the wire: they only grow.</summary>
public enum BlockCodec
{
    /// <summary>The block as it is.</summary>
    Raw = 0,

    /// <summary>One zstd frame (RFC 8878).</summary>
    Zstandard = 1,

    /// <summary>Every byte is zero: no bytes are sent, and the writer leaves a hole.</summary>
    Zero = 2,

    /// <summary>The file is whole: the entry's hash is the file's, its block index the number of blocks.</summary>
    FileEnd = 3,
}
