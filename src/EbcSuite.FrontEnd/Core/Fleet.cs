using EbcSuite.Checkpointing;

namespace EbcSuite.FrontEnd.Core;

/// <summary>
/// What the front-end knows of sites, nodes and applications: what the nodes last said of themselves, and what operations did
/// since. One thread.
/// </summary>
public sealed class Fleet(TimeSpan deadAfter)
{
    private readonly SortedDictionary<string, FleetNode> _nodes = new(StringComparer.Ordinal);

    /// <summary>Nodes that answer to a round of node_alive before this one have answered before a change that is known here.</summary>
    private readonly Dictionary<string, long> _changedInRound = new(StringComparer.Ordinal);

    /// <summary>The number of the last node_alive that was sent.</summary>
    public long Round { get; set; }

    public FleetNode? Node(string node) => _nodes.GetValueOrDefault(node);

    /// <summary>A node that an unfinished operation names: it is judged by its silence from now on.</summary>
    public void Expect(string node, DateTimeOffset now) => _nodes.TryAdd(node, new(node, Status: null, now, IsAlive: true));

    /// <summary>A node told its status.</summary>
    /// <param name="round">Of the node_alive that it answers; null for node_up.</param>
    /// <returns>Whether it was dead or unknown before.</returns>
    public bool Heard(NodeStatus status, long? round, DateTimeOffset now)
    {
        var known = _nodes.GetValueOrDefault(status.Node);
        var changed = _changedInRound.GetValueOrDefault(status.Node, -1);
        var isNews = known?.Status is null || round > changed || (round is null && changed < 0);
        if (round > changed)
        {
            _changedInRound.Remove(status.Node);
        }

        var applications = isNews ? status.Applications : known!.Status!.Applications;
        _nodes[status.Node] = new(status.Node, status with { Applications = applications }, now, IsAlive: true);
        return known is not { IsAlive: true, Status: not null };
    }

    /// <summary>A sign of life.</summary>
    public void Heard(string node, DateTimeOffset now)
    {
        if (_nodes.GetValueOrDefault(node) is { IsAlive: true } known)
        {
            _nodes[node] = known with { LastSeen = now };
        }
    }

    /// <summary>The front-end itself was cut off: silence until now tells nothing of the nodes.</summary>
    public void Forgive(DateTimeOffset now)
    {
        foreach (var node in _nodes.Values.Where(n => n.IsAlive).ToList())
        {
            _nodes[node.Name] = node with { LastSeen = now };
        }
    }

    /// <summary>The nodes that are dead from now on.</summary>
    public IReadOnlyList<FleetNode> Judge(DateTimeOffset now)
    {
        var died = _nodes.Values.Where(n => n.IsAlive && now - n.LastSeen >= deadAfter).ToList();
        foreach (var node in died)
        {
            _nodes[node.Name] = node with { IsAlive = false };
        }

        return died;
    }

    /// <summary>Where an application is; if several nodes know it: where it lives, then where its token is highest.</summary>
    public PlacedApplication? Application(string application) => Placed()
        .Where(p => p.Status.Application == application)
        .OrderByDescending(p => p.IsLive).ThenByDescending(p => p.Status.Token).ThenByDescending(p => p.Status.Since)
        .FirstOrDefault();

    public IReadOnlyList<PlacedApplication> Applications() =>
        [.. Placed().Select(p => p.Status.Application).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(a => Application(a)!)];

    /// <summary>An operation or a node's news changed an application; null for no longer there at all.</summary>
    /// <param name="certain">An operation's result: answers to node_alive that were asked for before do not undo it.</param>
    public void Change(string node, string application, bool certain, Func<ApplicationStatus?, ApplicationStatus?> change)
    {
        if (_nodes.GetValueOrDefault(node) is not { Status: { } status } known)
        {
            return;
        }

        var old = status.Applications.FirstOrDefault(a => a.Application == application);
        var rest = status.Applications.Where(a => a.Application != application);
        var next = change(old);
        _nodes[node] = known with { Status = status with { Applications = next is null ? [.. rest] : [.. rest, next] } };
        if (certain)
        {
            _changedInRound[node] = Round;
        }
    }

    public IReadOnlyList<SiteInfo> Sites() =>
    [
        .. _nodes.Values.Where(n => n.Status is not null)
            .GroupBy(n => n.Status!.Site, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new SiteInfo(g.Key, [.. g.Select(n => new NodeInfo(n.Name, n.IsAlive, n.LastSeen, n.Status!))])),
    ];

    private IEnumerable<PlacedApplication> Placed() =>
        _nodes.Values.SelectMany(n => n.Status?.Applications ?? [], (n, status) => new PlacedApplication(n, status));
}
