using EbcSuite.Messaging.Zmq;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// Frames for sending. Small ones are arrays; large ones lie in memory that is used again, so who made one releases it when he
/// has handed it to every link it goes to. The links hold it as long as they need it.
/// </summary>
public static class OutboundFrame
{
    /// <summary>From here up, in bytes, memory of its own is worth it.</summary>
    private const int PooledFrom = 32 * 1024;

    /// <exception cref="ProtocolException">As <see cref="MessageEncoder"/>'s.</exception>
    public static ReadOnlyMemory<byte> Encode(Message message)
    {
        using var head = new FrameBuffer();
        var body = MessageEncoder.EncodeHead(message, head).Span;
        var length = head.Written.Length + body.Length;
        Memory<byte> frame = length < PooledFrom ? new byte[length] : PooledFrame.Rent(length).Memory;
        head.Written.CopyTo(frame.Span);
        body.CopyTo(frame.Span[head.Written.Length..]);
        return frame;
    }

    /// <summary>The caller does not touch <paramref name="frame"/> any more. One that is never released is not lost, only slow to return.</summary>
    public static void Release(ReadOnlyMemory<byte> frame) => PooledFrame.Release(frame);
}
