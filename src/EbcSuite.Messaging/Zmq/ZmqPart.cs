using System.Runtime.InteropServices;

namespace EbcSuite.Messaging.Zmq;

/// <summary>What is read out of a received part of a message while libzmq still owns it.</summary>
internal static unsafe class ZmqPart
{
    public static ReadOnlySpan<byte> Bytes(ZmqMessage* part) =>
        new(LibZmq.zmq_msg_data(part), checked((int)LibZmq.zmq_msg_size(part)));

    public static bool HasMore(ZmqMessage* part) => LibZmq.zmq_msg_more(part) != 0;

    /// <summary>The descriptor of the connection that the message came through; -1 if libzmq does not know.</summary>
    public static int Source(ZmqMessage* part) => LibZmq.zmq_msg_get(part, ZmqConstants.SourceDescriptor);

    /// <summary>The numeric address of the connection's other end.</summary>
    public static string PeerAddress(ZmqMessage* part) => System.Text.Encoding.UTF8.GetString(Property(part, "Peer-Address"u8));

    /// <param name="name">A u8 literal: it has a terminating zero behind its end.</param>
    public static ReadOnlySpan<byte> Property(ZmqMessage* part, ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            return MemoryMarshal.CreateReadOnlySpanFromNullTerminated(LibZmq.zmq_msg_gets(part, text));
        }
    }
}
