using System.Globalization;

namespace EbcSuite.Drivers.Capsules;

/// <summary>The processes as <c>/proc</c> shows them now. A process that ends while it is read is not there.</summary>
public static class ProcessTable
{
    public static ProcessEntry? Find(int pid) =>
        Read($"/proc/{pid}/stat") is { } stat ? ProcessEntry.Parse(stat) : null;

    /// <summary>The process with this pid if it is the very one that began at <paramref name="startTime"/> and is no zombie.</summary>
    public static ProcessEntry? Find(int pid, long startTime) =>
        Find(pid) is { Alive: true } entry && entry.StartTime == startTime ? entry : null;

    /// <summary>The pid namespace of a process, such as <c>pid:[4026532281]</c>; null when it is gone.</summary>
    public static string? NamespaceOf(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/ns/pid").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A process's number in its own pid namespace: the last of NSpid, proc(5); the given one where that is not told.</summary>
    public static int InnerPid(int pid) => (Read($"/proc/{pid}/status") ?? "")
        .Split('\n')
        .Where(l => l.StartsWith("NSpid:", StringComparison.Ordinal))
        .Select(l => int.Parse(l.AsSpan(l.LastIndexOf('\t') + 1), CultureInfo.InvariantCulture))
        .FirstOrDefault(pid);

    /// <summary>Every process of a pid namespace, zombies included, in the order of their pids.</summary>
    public static IReadOnlyList<ProcessEntry> Members(string pidNamespace)
    {
        var members = new List<ProcessEntry>();
        foreach (var pid in Pids())
        {
            if (string.Equals(NamespaceOf(pid), pidNamespace, StringComparison.Ordinal) && Find(pid) is { } entry)
            {
                members.Add(entry);
            }
        }

        return members;
    }

    /// <summary>The processes whose parent is <paramref name="pid"/>.</summary>
    public static IReadOnlyList<ProcessEntry> Children(int pid) =>
        [.. Pids().Select(pid => Find(pid)).OfType<ProcessEntry>().Where(p => p.Parent == pid)];

    /// <summary>The first processes of all pid namespaces below this process's own that can be seen.</summary>
    public static IReadOnlyList<ProcessEntry> InnerRoots()
    {
        var own = NamespaceOf(Environment.ProcessId);
        return
        [
            .. Pids()
                .Select(pid => (Pid: pid, Space: NamespaceOf(pid)))
                .Where(p => p.Space is not null && p.Space != own)
                .GroupBy(p => p.Space, StringComparer.Ordinal)
                .Select(space => Find(space.First(p => IsFirst(p.Pid) || p == space.Last()).Pid))
                .OfType<ProcessEntry>(),
        ];
    }

    /// <summary>Whether a process is number 1 in its own namespace: the last number of NSpid, proc(5).</summary>
    private static bool IsFirst(int pid) => (Read($"/proc/{pid}/status") ?? "")
        .Split('\n')
        .Any(l => l.StartsWith("NSpid:", StringComparison.Ordinal) && l.EndsWith("\t1", StringComparison.Ordinal));

    /// <summary>The arguments a process was started with; empty when it is gone.</summary>
    public static IReadOnlyList<string> CommandLine(int pid) =>
        (Read($"/proc/{pid}/cmdline") ?? "").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<int> Pids() => Directory
        .EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid > 0)
        .Order();

    private static string? Read(string path)
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
}
