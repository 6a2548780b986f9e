namespace EbcSuite.TestKit.Hosts;

/// <summary>What hosts have left behind on the machine: a test asserts that it is nothing.</summary>
public static class HostLeftovers
{
    /// <summary>
    /// Lists, in words, the processes, mounts, directories and links that hosts under a work directory still have;
    /// by default those of this process.
    /// </summary>
    public static IReadOnlyList<string> Find(string? workDirectory = null)
    {
        var under = workDirectory ?? WorkDirectory.Own;
        return [.. Processes(under), .. Mounts(under), .. Directories(under), .. Groups(under), .. Links()];
    }

    private static IEnumerable<string> Processes(string under) => HostProcess.AllPids()
        .Where(pid => pid != Environment.ProcessId && Mentions($"/proc/{pid}/mountinfo", under)
            || Mentions($"/proc/{pid}/cmdline", under))
        .Select(pid => $"process {pid}: {HostProcess.TryRead($"/proc/{pid}/cmdline")?.Replace('\0', ' ')}");

    private static IEnumerable<string> Mounts(string under) => File.ReadAllLines("/proc/self/mountinfo")
        .Where(line => line.Contains(under, StringComparison.Ordinal))
        .Select(line => $"mount: {line}");

    private static IEnumerable<string> Directories(string under) =>
        Directory.Exists(under) ? Directory.EnumerateFileSystemEntries(under).Prepend(under).Select(path => $"directory {path}") : [];

    /// <summary>The cgroups of machines that ran systemd, wherever cgroup2 is mounted.</summary>
    private static IEnumerable<string> Groups(string under) => File.ReadAllLines("/proc/self/mountinfo")
        .Where(line => line.Contains(" - cgroup2 ", StringComparison.Ordinal))
        .Select(line => Path.Combine(line.Split(' ')[4], Path.GetFileName(under)))
        .Where(Directory.Exists)
        .Select(path => $"cgroup {path}");

    /// <summary>No link of ours ever lies in the machine's own network.</summary>
    private static IEnumerable<string> Links() => Directory.EnumerateFileSystemEntries("/sys/class/net")
        .Select(path => Path.GetFileName(path)!)
        .Where(name => name is "up0" or "site0" or "relay0" || name.StartsWith("vm-", StringComparison.Ordinal)
            || name.StartsWith("site-", StringComparison.Ordinal))
        .Select(name => $"link {name}");

    private static bool Mentions(string file, string text) =>
        HostProcess.TryRead(file)?.Contains(text + "/", StringComparison.Ordinal) == true;
}
