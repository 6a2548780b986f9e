using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.Cli.Output;

/// <summary>What the front-end tells of the system, in the shape and order that <c>ebc</c> prints.</summary>
public static class SystemDocuments
{
    /// <summary>Ordered by site and name.</summary>
    public static NodesDocument Nodes(SystemInfo info) => new(
    [
        .. from site in info.Sites
           from node in site.Nodes
           orderby site.Site, node.Node
           select new NodeDocument(
               node.Node,
               site.Site,
               node.Alive,
               node.LastSeen,
               node.Status.Version,
               node.Status.FreeBytes,
               node.Status.Drivers,
               [.. node.Status.Applications.Select(a => a.Application).Order(StringComparer.Ordinal)],
               node.Status.Labels),
    ]);

    /// <summary>The best first, as a start would choose; null for a node that is not known.</summary>
    public static DriversDocument? Drivers(SystemInfo info, string name)
    {
        if (info.Sites.SelectMany(s => s.Nodes).FirstOrDefault(n => n.Node == name) is not { } node)
        {
            return null;
        }

        var choice = DriverChoice.For(asked: null, launch: null, node.Status.Drivers);
        return new(
            node.Node,
            node.Alive,
            choice.Driver,
            [
                .. from reason in choice.All
                   let probe = node.Status.Drivers.First(d => d.Driver == reason.Driver)
                   select new DriverDocument(
                       probe.Driver,
                       probe.Usable,
                       probe.Version,
                       probe.Capabilities,
                       reason.Reason,
                       probe.Usable ? null : probe.Refusal.ToString(),
                       probe.Problem,
                       probe.Findings ?? []),
            ]);
    }

    /// <summary>Ordered by name.</summary>
    public static ApplicationsDocument Applications(SystemInfo info) => new(
    [
        .. from a in info.Applications
           orderby a.Application, a.Node
           select new ApplicationDocument(
               a.Application,
               a.Node,
               a.Site,
               a.Status.State,
               a.Status.Driver,
               a.Status.Token,
               a.Status.Pid,
               a.Status.Processes,
               a.Status.ExitCode,
               a.Status.Since,
               a.Operation,
               a.Step),
    ]);
}
