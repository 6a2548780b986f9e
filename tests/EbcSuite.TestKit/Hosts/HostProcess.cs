namespace EbcSuite.TestKit.Hosts;

/// <summary>A process of a host, as /proc shows it.</summary>
/// <param name="Pid">Its pid on the machine.</param>
/// <param name="PidInside">Its pid in the host.</param>
/// <param name="State">The letter of proc_pid_stat(5): R, S, D, T, Z, …</param>
/// <param name="CommandLine">Its arguments, or its name in brackets for a zombie.</param>
public sealed record HostProcess(int Pid, int PidInside, char State, string CommandLine)
{
    /// <summary>The pids of the machine's processes with exactly this command line.</summary>
    public static IReadOnlyList<int> PidsOf(string commandLine) =>
        [.. AllPids().Where(pid => TryRead($"/proc/{pid}/cmdline")?.TrimEnd('\0').Replace('\0', ' ') == commandLine)];

    /// <summary>The cgroup (version 2) of a process, as a path from the machine's; null when it is gone.</summary>
    public static string? CgroupOf(int pid) => TryRead($"/proc/{pid}/cgroup")?.Split('\n')
        .FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal))?["0::".Length..];

    /// <summary>
    /// What runs in the mount namespace of <paramref name="pidOne"/>, capsules with their own pid namespace included and
    /// nsenter's outer halves left out.
    /// </summary>
    internal static IReadOnlyList<HostProcess> Of(int pidOne)
    {
        var space = MountNamespaceOf(pidOne);
        return space is null
            ? []
            : [.. AllPids().Where(pid => MountNamespaceOf(pid) == space).Select(Read).OfType<HostProcess>()];
    }

    /// <summary>The children of a process's main thread.</summary>
    internal static IReadOnlyList<int> ChildrenOf(int pid) =>
        [.. (TryRead($"/proc/{pid}/task/{pid}/children") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(int.Parse)];

    internal static IEnumerable<int> AllPids() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? pid : 0)
        .Where(pid => pid > 0);

    internal static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static HostProcess? Read(int pid)
    {
        var status = TryRead($"/proc/{pid}/status");
        if (status is null)
            return null;
        var fields = status.Split('\n').Select(line => line.Split('\t', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
        var pids = fields["NSpid:"].Split('\t');
        if (pids.Length < 2)
            return null;
        var command = TryRead($"/proc/{pid}/cmdline")?.TrimEnd('\0').Replace('\0', ' ');
        return new HostProcess(pid, int.Parse(pids[1]), fields["State:"][0],
            string.IsNullOrEmpty(command) ? $"[{fields["Name:"]}]" : command);
    }

    private static string? MountNamespaceOf(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/ns/mnt", returnFinalTarget: false)?.Name;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
