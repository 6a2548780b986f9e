using EbcSuite.TestKit.Hosts;

namespace EbcSuite.TestKit.Deployments;

/// <summary>Tells a node's applications from its daemons and from the host's own first process.</summary>
internal static class ApplicationProcess
{
    /// <summary>What runs in the host in a pid namespace other than the host's own: the capsules.</summary>
    public static IReadOnlyList<HostProcess> Of(Host host)
    {
        var own = PidNamespaceOf(host.Pid);
        return [.. host.Processes().Where(p => PidNamespaceOf(p.Pid) is { } space && space != own)];
    }

    private static string? PidNamespaceOf(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/ns/pid", returnFinalTarget: false)?.Name;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked.
            return null;
        }
    }
}
