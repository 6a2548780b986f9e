using System.ComponentModel;
using System.Runtime.InteropServices;

namespace EbcSuite.Drivers.Capsules;

/// <summary>kill(2) for one process, and pidfd_open(2): nothing else is asked of the kernel directly here.</summary>
internal static partial class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    private const int NoSuchProcess = 3;

    /// <summary>The same number on every architecture, as all calls since Linux 5.1.</summary>
    private const long PidfdOpenNumber = 434;

    /// <summary>Sends a signal; false when the process is gone already.</summary>
    /// <exception cref="Win32Exception">The kernel refuses: not permitted.</exception>
    public static bool Send(int pid, int signal)
    {
        // kill(0, …) and kill(-1, …) would hit everybody.
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 2);
        if (SendSignal(pid, signal) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"kill({pid}, {signal})");
    }

    /// <summary>A descriptor that becomes readable when the process ends; invalid when there is no such process.</summary>
    public static SafeFileDescriptor OpenPidfd(int pid) => new((int)SystemCall(PidfdOpenNumber, pid, 0));

    /// <summary>Whether the process of a pidfd has ended within <paramref name="milliseconds"/>.</summary>
    public static bool WaitForEnd(SafeFileDescriptor pidfd, int milliseconds)
    {
        var entry = new PollEntry { Descriptor = (int)pidfd.DangerousGetHandle(), Events = 1 };
        return Poll(ref entry, 1, milliseconds) > 0;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long first, long second);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollEntry entries, ulong count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
