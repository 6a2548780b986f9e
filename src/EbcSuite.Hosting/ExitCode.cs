namespace EbcSuite.Hosting;

/// <summary>What a daemon's process returns: the numbers of sysexits.h(3head), so that systemd and scripts can tell them apart.</summary>
public static class ExitCode
{
    /// <summary>Stopped because it was asked to.</summary>
    public const int Stopped = 0;

    /// <summary>EX_USAGE: the command line cannot be understood.</summary>
    public const int Usage = 64;

    /// <summary>EX_UNAVAILABLE: something it needs is not there, such as a port that another process holds.</summary>
    public const int Unavailable = 69;

    /// <summary>EX_SOFTWARE: a fault of the daemon itself, or it did not stop within its time.</summary>
    public const int Internal = 70;

    /// <summary>EX_NOPERM: it is refused, by name, and trying again would not help: an enrolment token that is used, say.</summary>
    public const int NotPermitted = 77;

    /// <summary>EX_CONFIG: the configuration is refused; each fault was written to standard error.</summary>
    public const int Configuration = 78;
}
