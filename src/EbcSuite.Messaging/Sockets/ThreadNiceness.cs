using System.Runtime.InteropServices;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// How willingly a thread leaves the processor to others: setpriority(2), which on Linux is a thread's and is inherited by the
/// threads that it starts. Raising it needs no privilege. Best effort: where a sandbox forbids the call, all stay equal.
/// </summary>
public static partial class ThreadNiceness
{
    /// <summary>What carries images: any event goes first where the processors do not suffice for both.</summary>
    public const int OfImages = 10;

    /// <summary>PRIO_PROCESS with 0: the calling thread.</summary>
    private const int Thread = 0;

    /// <param name="niceness">0, as every thread, to 19.</param>
    /// <returns>False: the call is forbidden here.</returns>
    public static bool Set(int niceness) => niceness == 0 || SetPriority(Thread, 0, niceness) == 0;

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, uint who, int niceness);
}
