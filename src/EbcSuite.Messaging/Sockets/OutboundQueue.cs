using System.Diagnostics.CodeAnalysis;
using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// Frames that wait for one link that takes none now: first in, first out, bounded in messages and in bytes, because
/// libzmq's high-water mark counts messages only (trap 6). When full, the newest is dropped and counted: what was parked
/// before keeps its order without gaps. Pure; used by one thread.
/// </summary>
public sealed class OutboundQueue(int maxMessages, long maxBytes)
{
    private readonly Queue<ReadOnlyMemory<byte>> _frames = new();

    public int Count => _frames.Count;

    public long Bytes { get; private set; }

    /// <summary>Frames refused because the queue was full, since the start.</summary>
    public long Dropped { get; private set; }

    /// <summary>False: full, the frame is dropped and counted. A single frame over the limit in bytes is never taken.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> frame)
    {
        if (_frames.Count >= maxMessages || Bytes + frame.Length > maxBytes)
        {
            Dropped++;
            return false;
        }

        PooledFrame.Hold(frame);
        _frames.Enqueue(frame);
        Bytes += frame.Length;
        return true;
    }

    /// <summary>The oldest frame, which stays until <see cref="RemoveFirst"/>: it may have to be tried again.</summary>
    public bool TryPeek([MaybeNullWhen(false)] out ReadOnlyMemory<byte> frame) => _frames.TryPeek(out frame);

    public void RemoveFirst()
    {
        var frame = _frames.Dequeue();
        Bytes -= frame.Length;
        PooledFrame.Release(frame);
    }

    public void Clear()
    {
        while (Count > 0)
        {
            RemoveFirst();
        }
    }
}
