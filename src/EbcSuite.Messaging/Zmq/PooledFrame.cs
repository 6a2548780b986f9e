using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Zmq;

/// <summary>
/// A large frame on its way out, in memory that is used again: an array for each chunk of an image made the collector go
/// through everything 25 times a second, which held the threads of events too. It never moves, so libzmq reads it without a
/// copy. Who uses it holds it, and the last one to release gives it back; one that is forgotten is the collector's.
/// </summary>
internal sealed unsafe class PooledFrame : MemoryManager<byte>
{
    /// <summary>Frames kept for the next ones: about what the windows of a few streams need.</summary>
    private const int Kept = 32;

    private static readonly ConcurrentQueue<PooledFrame> Free = new();

    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(ProtocolLimits.FrameBytes, pinned: true);
    private int _length;
    private int _users;

    private PooledFrame()
    {
    }

    private byte* Address => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes));

    /// <summary>Room for a frame, held once by the caller. Any thread.</summary>
    /// <param name="length">Bytes, at most <see cref="ProtocolLimits.FrameBytes"/>.</param>
    public static PooledFrame Rent(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, ProtocolLimits.FrameBytes);
        if (!Free.TryDequeue(out var frame))
        {
            frame = new();
        }

        frame._length = length;
        frame._users = 1;
        return frame;
    }

    /// <summary>The frame that <paramref name="memory"/> is, and where; false for any other memory.</summary>
    public static bool TryGet(ReadOnlyMemory<byte> memory, [NotNullWhen(true)] out PooledFrame? frame, out nint data)
    {
        if (!MemoryMarshal.TryGetMemoryManager(memory, out frame, out var start, out _))
        {
            data = 0;
            return false;
        }

        data = (nint)frame.Address + start;
        return true;
    }

    /// <summary>One more user; for memory that is no such frame, nothing. Any thread.</summary>
    public static void Hold(ReadOnlyMemory<byte> memory)
    {
        if (TryGet(memory, out var frame, out _))
        {
            Interlocked.Increment(ref frame._users);
        }
    }

    /// <summary>One user less, who must not touch the memory any more. Any thread.</summary>
    public static void Release(ReadOnlyMemory<byte> memory)
    {
        if (TryGet(memory, out var frame, out _))
        {
            frame.Release();
        }
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _users) > 0)
        {
            return;
        }

        if (Free.Count < Kept)
        {
            Free.Enqueue(this);
        }
    }

    public override Span<byte> GetSpan() => _bytes.AsSpan(0, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(Address + elementIndex);

    public override void Unpin()
    {
        // It never moves.
    }

    protected override void Dispose(bool disposing)
    {
        // The collector's.
    }
}
