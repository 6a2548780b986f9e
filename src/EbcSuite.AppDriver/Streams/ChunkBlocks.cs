using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Images;
using EbcSuite.Protocol;
using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.AppDriver.Streams;

/// <summary>Reads a chunk's body; see <see cref="ChunkBuilder"/> for its form.</summary>
public static class ChunkBlocks
{
    /// <summary>Gives each block to <paramref name="take"/>; its bytes are parts of <paramref name="chunk"/>.</summary>
    /// <exception cref="CheckpointException">ImageCorrupt: the chunk is not of that form.</exception>
    public static void Read(ReadOnlyMemory<byte> chunk, Action<ImageBlock> take)
    {
        var offset = 0;
        try
        {
            var reader = new MessagePackReader(chunk.Span);
            var count = reader.ReadArrayHeader();
            for (var index = 0; index < count; index++)
            {
                take(ReadBlock(ref reader, chunk));
                offset = reader.Position;
            }

            if (!reader.IsAtEnd)
            {
                throw Damaged($"{reader.Remaining} bytes follow its last block");
            }
        }
        catch (ProtocolException failure)
        {
            throw Damaged($"after byte {offset}: {failure.Message}");
        }
    }

    private static ImageBlock ReadBlock(ref MessagePackReader reader, ReadOnlyMemory<byte> chunk)
    {
        if (reader.ReadArrayHeader() != 6)
        {
            throw Damaged("a block has other than 6 parts");
        }

        var file = Number(reader.ReadInt64());
        var block = Number(reader.ReadInt64());
        var codec = (BlockCodec)Number(reader.ReadInt64());
        var length = Number(reader.ReadInt64());
        var hash = Binary(ref reader, chunk);
        var bytes = Binary(ref reader, chunk);
        return hash.Length == FileHash.Bytes && length <= ImageBlocks.Size
            ? new(file, block, codec, length, hash, bytes)
            : throw Damaged($"a block has a hash of {hash.Length} bytes and a length of {length}");
    }

    private static ReadOnlyMemory<byte> Binary(ref MessagePackReader reader, ReadOnlyMemory<byte> chunk)
    {
        var length = reader.ReadBinaryHeader();
        var start = reader.Position;
        reader.ReadRaw(length);
        return chunk.Slice(start, length);
    }

    private static int Number(long value) => value is >= 0 and <= int.MaxValue ? (int)value : throw Damaged($"{value} is no count");

    private static CheckpointException Damaged(string what) => new(CheckpointFault.ImageCorrupt, $"A chunk of the image is damaged: {what}.");
}
