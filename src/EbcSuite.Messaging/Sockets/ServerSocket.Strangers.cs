using System.Runtime.InteropServices;

namespace EbcSuite.Messaging.Sockets;

// The end of those who have been let in for a while only.
public sealed partial class ServerSocket
{
    private const int BothWays = 2;

    private void CutOverdue()
    {
        if (_options.Strangers is not { Count: > 0 } strangers)
        {
            return;
        }

        // So that a descriptor is not yet another connection's, or hardly ever.
        ReadMonitor();
        var (peers, silent) = strangers.TakeOverdue();
        foreach (var peer in peers)
        {
            Cut(peer.Descriptor);
            Lose(peer, "its time is over");
        }

        foreach (var descriptor in silent)
        {
            Cut(descriptor);
        }
    }

    /// <summary>
    /// Ends a connection under libzmq, which has no call for it: shutdown(2), after which its I/O thread reads the end of the
    /// stream and closes the descriptor as if the other end had gone. Not close(2), which would pull it away under it.
    /// Should the descriptor have become another connection's at this very moment, that one is cut, and dials again.
    /// </summary>
    private static void Cut(int descriptor)
    {
        if (descriptor >= 0)
        {
            // ENOTCONN, ENOTSOCK, EBADF: it has gone already.
            _ = Shutdown(descriptor, BothWays);
        }
    }

    [LibraryImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    private static partial int Shutdown(int descriptor, int how);
}
