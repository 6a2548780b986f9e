using System.Buffers.Binary;
using System.Text;

namespace EbcSuite.Messaging.Zmq;

/// <param name="Value">The descriptor, or for HandshakeFailedAuth the ZAP status, else an errno.</param>
internal readonly record struct ZmqEvent(ZmqEvents Kind, int Value, string Endpoint);

/// <summary>What happens to the connections of one socket: zmq_socket_monitor(3). Same thread as its socket.</summary>
internal sealed class ZmqMonitor
{
    private static long _count;

    private readonly ZmqSocket _watched;

    public ZmqMonitor(ZmqContext context, ZmqSocket watched, ZmqEvents events)
    {
        var endpoint = $"inproc://monitor-{Interlocked.Increment(ref _count)}";
        _watched = watched;
        watched.Monitor(endpoint, events);
        Socket = context.Socket(ZmqSocketType.Pair);
        Socket.Set(ZmqOption.Linger, 0);

        // No high-water mark: libzmq's I/O thread would block in the middle of its work when events are not read in time.
        Socket.Set(ZmqOption.ReceiveHighWater, 0);
        Socket.Connect(endpoint);
    }

    public ZmqSocket Socket { get; }

    /// <summary>The next event; null when there is none.</summary>
    public unsafe ZmqEvent? TryRead()
    {
        ZmqMessage part;
        try
        {
            if (!Socket.TryReceive(&part))
            {
                return null;
            }

            // Two parts: event number (16 bit) and value (32 bit), unaligned in host order; then the endpoint.
            var head = ZmqPart.Bytes(&part);
            var kind = (ZmqEvents)BinaryPrimitives.ReadUInt16LittleEndian(head);
            var value = BinaryPrimitives.ReadInt32LittleEndian(head[2..]);
            var endpoint = "";
            while (ZmqPart.HasMore(&part))
            {
                _ = LibZmq.zmq_msg_close(&part);
                if (!Socket.TryReceive(&part))
                {
                    break;
                }

                endpoint = Encoding.UTF8.GetString(ZmqPart.Bytes(&part));
            }

            return new(kind, value, endpoint);
        }
        finally
        {
            _ = LibZmq.zmq_msg_close(&part);
        }
    }

    /// <summary>
    /// Before the watched socket is closed, and in this order: libzmq's I/O thread sends each event blocking, so one event
    /// to a PAIR whose other end has gone stops every connection of the context for good.
    /// </summary>
    public void Close()
    {
        _watched.Monitor(endpoint: null, ZmqEvents.None);
        Socket.Dispose();
    }
}
