using System.Runtime.InteropServices;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// Puts a thread before all ordinary ones of the machine: SCHED_RR (sched(7)) with the lowest of its priorities, which threads that
/// it starts inherit. For threads that carry little and must not wait, as cluster messaging commonly runs; the kernel keeps
/// a part of each second for the others. Needs root, CAP_SYS_NICE or LimitRTPRIO=1 of systemd.
/// </summary>
internal static partial class ThreadRealTime
{
    private const int RoundRobin = 2;
    private const int LowestPriority = 1;

    /// <summary>For the calling thread. False: it is not allowed here, and everything stays as it was.</summary>
    public static bool TryBegin()
    {
        var priority = LowestPriority;
        return SetScheduler(0, RoundRobin, in priority) == 0;
    }

    /// <param name="thread">0: the calling one.</param>
    /// <param name="priority">struct sched_param: one int.</param>
    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int thread, int policy, in int priority);
}
