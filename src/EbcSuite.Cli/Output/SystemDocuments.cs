using EbcSuite.Checkpointing;

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
