using System.Buffers;
using System.Buffers.Binary;
using EbcSuite.Checkpointing.Images;
using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.AppDriver.Streams;

/// <summary>
/// Packs blocks into chunks of up to about 1 MiB: a MessagePack array of <c>[file, block, codec, raw_length, sha256, bytes]</c>. A
/// chunk is an array of its own that nobody writes to any more.
/// </summary>
public sealed class ChunkBuilder : IBufferWriter<byte>
{
    /// <summary>An array header with a 32-bit count, filled in last.</summary>
    private const int Head = 5;

    private const byte Array32 = 0xdd;

    /// <summary>Room for one raw block and what is around it, below the limit of a notification's body.</summary>
    private const int Capacity = ImageBlocks.Size + 4096;

    private byte[]? _buffer;
    private int _used;
    private int _count;

    public bool IsEmpty => _count == 0;

    /// <summary>Adds a block, and returns the chunk before it when it does not fit there any more; else an empty one.</summary>
    public ReadOnlyMemory<byte> Add(in ImageBlock block)
    {
        var full = _count > 0 && _used + block.Bytes.Length + 64 + 4096 > Capacity ? Finish() : default;
        if (_buffer is null)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(Capacity);
            _used = Head;
        }

        var writer = new MessagePackWriter(this);
        writer.WriteArrayHeader(6);
        writer.Write((long)block.File);
        writer.Write((long)block.Block);
        writer.Write((long)block.Codec);
        writer.Write((long)block.RawLength);
        writer.WriteBinary(block.Hash.Span);
        writer.WriteBinary(block.Bytes.Span);
        writer.Flush();
        _count++;
        return full;
    }

    /// <summary>The chunk so far; begins a new one.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        var buffer = _buffer ?? throw new InvalidOperationException("There is no block in the chunk.");
        buffer[0] = Array32;
        BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(1), (uint)_count);
        var chunk = buffer.AsMemory(0, _used);
        _buffer = null;
        _count = 0;
        _used = 0;
        return chunk;
    }

    void IBufferWriter<byte>.Advance(int count) => _used += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => _buffer.AsMemory(_used);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => _buffer.AsSpan(_used);
}
