using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EbcSuite.Messaging.Zmq;

/// <summary>How a send without waiting ended.</summary>
internal enum ZmqSend
{
    Sent,

    /// <summary>EAGAIN: the peer's high-water mark is reached.</summary>
    WouldBlock,

    /// <summary>EHOSTUNREACH: a ROUTER has no such peer (any more).</summary>
    Unreachable,
}

/// <summary>
/// A socket. Belongs to the thread that made it: a call from another one ends the process inside libzmq (trap 9), so a
/// debug build asserts it at each send and receive. Never blocks: everything is ZMQ_DONTWAIT.
/// </summary>
internal sealed unsafe class ZmqSocket(nint handle) : IDisposable
{
    private readonly int _owner = Environment.CurrentManagedThreadId;
    private nint _handle = handle;

    public nint Handle => _handle;

    public void Set(ZmqOption option, int value)
    {
        if (LibZmq.zmq_setsockopt(_handle, (int)option, &value, sizeof(int)) != 0)
        {
            throw ZmqException.Last($"zmq_setsockopt {option} = {value}");
        }
    }

    public void Set(ZmqOption option, long value)
    {
        if (LibZmq.zmq_setsockopt(_handle, (int)option, &value, sizeof(long)) != 0)
        {
            throw ZmqException.Last($"zmq_setsockopt {option} = {value}");
        }
    }

    public void Set(ZmqOption option, string value)
    {
        // The length of a Z85 key is 41 with its terminator, or 40: libzmq 4.3 takes both. Values are not told: secrets.
        var bytes = Encoding.UTF8.GetBytes(value);
        fixed (byte* data = bytes)
        {
            if (LibZmq.zmq_setsockopt(_handle, (int)option, data, (nuint)bytes.Length) != 0)
            {
                throw ZmqException.Last($"zmq_setsockopt {option}");
            }
        }
    }

    public string LastEndpoint()
    {
        const int Room = 1024;
        var text = stackalloc byte[Room];
        nuint length = Room;
        return LibZmq.zmq_getsockopt(_handle, (int)ZmqOption.LastEndpoint, text, &length) == 0
            ? Marshal.PtrToStringUTF8((nint)text) ?? ""
            : throw ZmqException.Last("zmq_getsockopt LastEndpoint");
    }

    public void Bind(string endpoint)
    {
        if (LibZmq.zmq_bind(_handle, endpoint) != 0)
        {
            throw ZmqException.Last($"zmq_bind {endpoint}");
        }
    }

    public void Connect(string endpoint)
    {
        if (LibZmq.zmq_connect(_handle, endpoint) != 0)
        {
            throw ZmqException.Last($"zmq_connect {endpoint}");
        }
    }

    /// <param name="endpoint">Null ends the monitoring.</param>
    public void Monitor(string? endpoint, ZmqEvents events)
    {
        if (LibZmq.zmq_socket_monitor(_handle, endpoint, (int)events) != 0)
        {
            throw ZmqException.Last($"zmq_socket_monitor {endpoint}");
        }
    }

    /// <summary>
    /// Receives one part into <paramref name="part"/>, which must be closed by the caller in any case (trap 11).
    /// False: nothing there.
    /// </summary>
    public bool TryReceive(ZmqMessage* part)
    {
        Debug.Assert(_owner == Environment.CurrentManagedThreadId, "A socket belongs to one thread.");
        _ = LibZmq.zmq_msg_init(part);
        while (LibZmq.zmq_msg_recv(part, _handle, ZmqConstants.DontWait) < 0)
        {
            switch (Marshal.GetLastPInvokeError())
            {
                case ZmqConstants.EINTR:
                    continue;
                case ZmqConstants.EAGAIN:
                    return false;
                default:
                    throw ZmqException.Last("zmq_msg_recv");
            }
        }

        return true;
    }

    /// <summary>Sends a small part by copy.</summary>
    public ZmqSend TrySend(ReadOnlySpan<byte> part, bool more)
    {
        Debug.Assert(_owner == Environment.CurrentManagedThreadId, "A socket belongs to one thread.");
        fixed (byte* data = part)
        {
            while (true)
            {
                var flags = ZmqConstants.DontWait | (more ? ZmqConstants.SendMore : 0);
                if (LibZmq.zmq_send(_handle, data, (nuint)part.Length, flags) >= 0)
                {
                    return ZmqSend.Sent;
                }

                if (Outcome("zmq_send") is { } outcome)
                {
                    return outcome;
                }
            }
        }
    }

    /// <summary>Sends the last part: a <see cref="PooledFrame"/> without a copy, held until libzmq has written it; else by copy.</summary>
    public ZmqSend TrySend(ReadOnlyMemory<byte> part)
    {
        if (!PooledFrame.TryGet(part, out var frame, out var data))
        {
            return TrySend(part.Span, more: false);
        }

        Debug.Assert(_owner == Environment.CurrentManagedThreadId, "A socket belongs to one thread.");
        ZmqMessage message;
        PooledFrame.Hold(part);
        var held = GCHandle.ToIntPtr(GCHandle.Alloc(frame));
        if (LibZmq.zmq_msg_init_data(&message, (void*)data, (nuint)part.Length, &Written, (void*)held) != 0)
        {
            Release(held);
            throw ZmqException.Last("zmq_msg_init_data");
        }

        while (LibZmq.zmq_msg_send(&message, _handle, ZmqConstants.DontWait) < 0)
        {
            if (Outcome("zmq_msg_send", &message) is { } outcome)
            {
                return outcome;
            }
        }

        // Trap 11: after a successful send the message is libzmq's, which calls Written when it has gone.
        return ZmqSend.Sent;
    }

    /// <summary>What a failed send means; null: interrupted, again. A failed message is closed, which releases it (trap 11).</summary>
    private static ZmqSend? Outcome(string call, ZmqMessage* failed = null)
    {
        var number = Marshal.GetLastPInvokeError();
        if (number == ZmqConstants.EINTR)
        {
            return null;
        }

        var error = number is ZmqConstants.EAGAIN or ZmqConstants.EHOSTUNREACH ? null : ZmqException.Last(call);
        if (failed != null)
        {
            _ = LibZmq.zmq_msg_close(failed);
        }

        return error is null ? (number == ZmqConstants.EAGAIN ? ZmqSend.WouldBlock : ZmqSend.Unreachable) : throw error;
    }

    [UnmanagedCallersOnly]
    private static void Written(void* data, void* hint) => Release((nint)hint);

    private static void Release(nint held)
    {
        var handle = GCHandle.FromIntPtr(held);
        ((PooledFrame)handle.Target!).Release();
        handle.Free();
    }

    public void Dispose()
    {
        var socket = Interlocked.Exchange(ref _handle, 0);
        if (socket != 0)
        {
            _ = LibZmq.zmq_close(socket);
        }
    }
}
