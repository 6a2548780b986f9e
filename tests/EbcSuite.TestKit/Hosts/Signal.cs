using System.Runtime.InteropServices;

namespace EbcSuite.TestKit.Hosts;

/// <summary>The signals that the tests send, by their Linux numbers.</summary>
public enum Signal
{
    /// <summary>SIGINT: ctrl-C.</summary>
    Interrupt = 2,

    /// <summary>SIGKILL: at once, without a word.</summary>
    Kill = 9,

    /// <summary>SIGTERM: please end.</summary>
    Terminate = 15,

    /// <summary>SIGCONT: go on.</summary>
    Continue = 18,

    /// <summary>SIGSTOP: stand still.</summary>
    Stop = 19,
}

/// <summary>kill(2).</summary>
public static class Signals
{
    /// <summary>Sends a signal; returns false when there is no such process any more.</summary>
    public static bool Send(int pid, Signal signal) => Kill(pid, (int)signal) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
