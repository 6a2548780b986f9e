namespace EbcSuite.TestKit.Hosts;

/// <summary>
/// Where hosts keep what they write: <c>${EBC_HOSTS_DIR:-/var/tmp}/ebcsuite-hosts-PID-STARTED</c>, on a disk (an overlay
/// cannot lie on an overlay). The name says whose it is, so that what a killed creator left can be told and removed.
/// </summary>
public static class WorkDirectory
{
    private const string Prefix = "ebcsuite-hosts-";
    private static int _networks;

    /// <summary>This process's directory; it exists while a host of this process does.</summary>
    public static string Own { get; } = Path.Combine(Parent, Prefix + Identity(Environment.ProcessId));

    private static string Parent => Environment.GetEnvironmentVariable("EBC_HOSTS_DIR") ?? "/var/tmp";

    /// <summary>A new name for a network's directory in <see cref="Own"/>, after removing what dead creators left.</summary>
    internal static string ForNetwork()
    {
        Directory.CreateDirectory(Parent);
        foreach (var stale in Stale())
            Directory.Delete(stale, recursive: true);
        return Path.Combine(Own, Interlocked.Increment(ref _networks).ToString());
    }

    /// <summary>Directories whose creator is gone.</summary>
    internal static IReadOnlyList<string> Stale() =>
        [.. Directory.EnumerateDirectories(Parent, Prefix + "*").Where(path => !IsAlive(Path.GetFileName(path)))];

    private static bool IsAlive(string name)
    {
        var identity = name[Prefix.Length..];
        return int.TryParse(identity.Split('-')[0], out var pid) && Identity(pid) == identity;
    }

    /// <summary>A pid and when it started (field 22 of proc_pid_stat(5)), because pids come again.</summary>
    private static string Identity(int pid)
    {
        var stat = HostProcess.TryRead($"/proc/{pid}/stat");
        return stat is null ? "" : $"{pid}-{stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19]}";
    }
}
