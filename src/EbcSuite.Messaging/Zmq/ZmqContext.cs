using System.Runtime.InteropServices;

namespace EbcSuite.Messaging.Zmq;

/// <summary>
/// A libzmq context with its I/O threads; made, used and ended by the thread of one socket loop.
/// Order of the end (zmq_ctx_term(3), trap 10): the sockets are closed by their owner, each with its ZMQ_LINGER, then
/// <see cref="Dispose"/> waits in zmq_ctx_term until the lingering messages have left or the linger times have passed.
/// <see cref="Shutdown"/> is for another thread that cannot wait for the owner: all blocking calls then fail with ETERM.
/// </summary>
internal sealed class ZmqContext : IDisposable
{
    private nint _handle;

    public ZmqContext(int ioThreads)
    {
        ZmqLibrary.Require();
        _handle = LibZmq.zmq_ctx_new();
        if (_handle == 0)
        {
            throw ZmqException.Last("zmq_ctx_new");
        }

        if (LibZmq.zmq_ctx_set(_handle, ZmqConstants.ContextIoThreads, ioThreads) != 0
            || LibZmq.zmq_ctx_set(_handle, ZmqConstants.ContextMaxSockets, 65535) != 0)
        {
            throw ZmqException.Last("zmq_ctx_set");
        }
    }

    public ZmqSocket Socket(ZmqSocketType type)
    {
        ObjectDisposedException.ThrowIf(_handle == 0, this);
        var socket = LibZmq.zmq_socket(_handle, (int)type);
        return socket == 0 ? throw ZmqException.Last($"zmq_socket {type}") : new(socket);
    }

    /// <summary>May be called from any thread, while the owner still runs.</summary>
    public void Shutdown()
    {
        var handle = Volatile.Read(ref _handle);
        if (handle != 0 && LibZmq.zmq_ctx_shutdown(handle) != 0)
        {
            throw ZmqException.Last("zmq_ctx_shutdown");
        }
    }

    /// <summary>Every socket must be closed before: zmq_ctx_term waits for them.</summary>
    public void Dispose()
    {
        var handle = Interlocked.Exchange(ref _handle, 0);
        if (handle == 0)
        {
            return;
        }

        while (LibZmq.zmq_ctx_term(handle) != 0 && Marshal.GetLastPInvokeError() == ZmqConstants.EINTR)
        {
            // A signal (a child process has ended) interrupts it: again.
        }
    }
}
