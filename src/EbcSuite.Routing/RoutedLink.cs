using EbcSuite.Events;

namespace EbcSuite.Routing;

/// <summary>What the router knows of a link that is up.</summary>
internal sealed class RoutedLink(LinkId id, LinkInput.Up up)
{
    public LinkId Id { get; } = id;

    public bool IsPeer { get; } = up.Kind == LinkKind.Peer;

    public LinkRights Rights { get; } = up.Rights;

    public string Identity { get; } = up.Identity;

    /// <summary>Its subscriptions: the filters by its own numbers.</summary>
    public Dictionary<ulong, Filter> Subscriptions { get; } = [];

    /// <summary>What it is asked for, if it is a peer.</summary>
    public AnnouncedSet Asked { get; } = new();
}
