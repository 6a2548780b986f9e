using System.Runtime.InteropServices;

namespace EbcSuite.Messaging.Zmq;

/// <summary>
/// An eventfd(2) that other threads write and zmq_poll watches beside the sockets. Not ZMQ_FD of a socket: that is
/// edge-triggered and loses wake-ups unless ZMQ_EVENTS is read after each use (trap 8).
/// </summary>
internal sealed unsafe partial class WakeUp : IDisposable
{
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;

    private readonly Lock _gate = new();
    private int _descriptor;
    private int _signalled;

    public WakeUp()
    {
        _descriptor = eventfd(0, CloseOnExec | NonBlocking);
        if (_descriptor < 0)
        {
            throw new IOException($"eventfd: errno {Marshal.GetLastPInvokeError()}; too many open files? Raise LimitNOFILE.");
        }
    }

    public int Descriptor => _descriptor;

    /// <summary>From any thread. Many signals before the loop looks cost one system call.</summary>
    public void Signal()
    {
        if (Interlocked.Exchange(ref _signalled, 1) != 0)
        {
            return;
        }

        // Under the lock with Dispose: a descriptor that was closed may already be somebody else's.
        lock (_gate)
        {
            var one = 1UL;
            if (_descriptor >= 0)
            {
                _ = write(_descriptor, &one, sizeof(ulong));
            }
        }
    }

    /// <summary>By the loop, before it looks at its work: a signal after this wakes it again.</summary>
    public void Clear()
    {
        ulong count;
        _ = read(_descriptor, &count, sizeof(ulong));
        Volatile.Write(ref _signalled, 0);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_descriptor >= 0)
            {
                _ = close(_descriptor);
                _descriptor = -1;
            }
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, void* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, void* buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
