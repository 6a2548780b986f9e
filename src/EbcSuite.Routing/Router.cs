using EbcSuite.Events;

namespace EbcSuite.Routing;

/// <summary>
/// A broker's decisions without its sockets: takes what happens to a link and returns what is to be sent. Used by one
/// thread; links keep the order of what is sent over them.
/// </summary>
/// <remarks>
/// The brokers have to form a tree: a loop of links does not multiply events (second copies are dropped, hops are
/// counted), but subscriptions that went round would hold each other up after their owner has left.
/// </remarks>
/// <param name="origin">A random number of this run: the first half of the names of the events that enter here.</param>
/// <param name="index">Empty; the router's own from now on.</param>
public sealed class Router(ulong origin, RouterLimits limits, ISubscriptionIndex index)
{
    private readonly Dictionary<LinkId, RoutedLink> _links = [];
    private readonly Dictionary<LinkId, RoutedLink> _peers = [];
    private readonly SeenEvents _seen = new(limits.RememberedEvents, limits.RememberedTime);
    private readonly List<LinkId> _matching = [];
    private ulong _lastEvent;
    private RouterCounters _counters;

    public Router(ulong origin, RouterLimits limits) : this(origin, limits, new SubscriptionTable())
    {
    }

    public RouterCounters Counters => _counters;

    public int Links => _links.Count;

    public int Peers => _peers.Count;

    public int Subscriptions => index.Count;

    /// <summary>What a peer is asked for now; empty for a link that is not an up peer.</summary>
    public IReadOnlyCollection<Filter> AskedOf(LinkId peer) =>
        _peers.TryGetValue(peer, out var link) ? link.Asked.Announced : [];

    /// <param name="now">Time since some fixed moment; never runs backwards.</param>
    /// <returns>What to send, in this order. Never refers to a link that is not up, but for a refusal to the asker itself.</returns>
    public IReadOnlyList<Send> Handle(LinkId id, LinkInput input, TimeSpan now)
    {
        _links.TryGetValue(id, out var link);
        if (input is LinkInput.Up up)
        {
            return link is null ? RaiseLink(id, up) : Refuse(id, Refusal.AlreadyGreeted, "The link has been greeted before");
        }

        if (link is null)
        {
            return input is LinkInput.Down ? [] : Refuse(id, Refusal.NotGreeted, "Send Hello first");
        }

        return input switch
        {
            LinkInput.Down => DropLink(link),
            LinkInput.Subscribe subscribe => Subscribe(link, subscribe),
            LinkInput.Unsubscribe unsubscribe => Unsubscribe(link, unsubscribe),
            LinkInput.Publish publish => Publish(link, publish.Notification),
            LinkInput.Forward forward => Forward(link, forward, now),
            _ => throw new ArgumentException($"{input.GetType()} is not an input of a router.", nameof(input)),
        };
    }

    private Send[] RaiseLink(LinkId id, LinkInput.Up up)
    {
        if (_links.Count >= limits.Links)
        {
            return Refuse(id, Refusal.TooManyLinks, $"The broker has {limits.Links} links");
        }

        var link = new RoutedLink(id, up);
        var others = link.IsPeer ? _links.Values.SelectMany(l => l.Subscriptions.Values).ToList() : [];
        _links.Add(id, link);
        if (!link.IsPeer)
        {
            return [];
        }

        _peers.Add(id, link);
        return [.. link.Asked.Change(others, []).Select(output => new Send(id, output))];
    }

    private List<Send> DropLink(RoutedLink link)
    {
        _links.Remove(link.Id);
        _peers.Remove(link.Id);
        var sends = new List<Send>();
        Announce(link, [], index.RemoveAll(link.Id), sends);
        return sends;
    }

    private IReadOnlyList<Send> Subscribe(RoutedLink link, LinkInput.Subscribe asked)
    {
        var most = link.IsPeer ? limits.SubscriptionsOfPeer : limits.SubscriptionsOfClient;
        if (link.Subscriptions.ContainsKey(asked.Subscription))
        {
            return Refuse(link.Id, Refusal.SubscriptionInUse, $"Subscription {asked.Subscription} is there already");
        }

        if (link.Subscriptions.Count >= most)
        {
            return Refuse(link.Id, Refusal.TooManySubscriptions, $"{link.Identity} has {most} subscriptions, the most it may have");
        }

        if (!link.Rights.MaySubscribe(asked.Filter))
        {
            return Refuse(link.Id, Refusal.NotAllowed, $"{link.Identity} may not subscribe {asked.Filter}");
        }

        link.Subscriptions.Add(asked.Subscription, asked.Filter);
        index.Add(link.Id, asked.Subscription, asked.Filter);
        var sends = new List<Send> { new(link.Id, LinkOutput.Accept.Instance) };
        Announce(link, [asked.Filter], [], sends);
        return sends;
    }

    private IReadOnlyList<Send> Unsubscribe(RoutedLink link, LinkInput.Unsubscribe asked)
    {
        if (!link.Subscriptions.Remove(asked.Subscription))
        {
            return Refuse(link.Id, Refusal.UnknownSubscription, $"There is no subscription {asked.Subscription}");
        }

        var filter = index.Remove(link.Id, asked.Subscription)!;
        var sends = new List<Send> { new(link.Id, LinkOutput.Accept.Instance) };
        Announce(link, [], [filter], sends);
        return sends;
    }

    /// <summary>Tells all peers but the one it comes from.</summary>
    private void Announce(RoutedLink from, IReadOnlyList<Filter> added, IReadOnlyList<Filter> removed, List<Send> sends)
    {
        foreach (var peer in _peers.Values)
        {
            if (peer.Id != from.Id)
            {
                sends.AddRange(peer.Asked.Change(added, removed).Select(output => new Send(peer.Id, output)));
            }
        }
    }

    private IReadOnlyList<Send> Publish(RoutedLink link, Notification notification)
    {
        if (link.IsPeer)
        {
            return Refuse(link.Id, Refusal.NotAClient, "A peer forwards; only a client publishes");
        }

        if (!link.Rights.MayPublish(notification))
        {
            return Refuse(link.Id, Refusal.NotAllowed, $"{link.Identity} may not publish {notification}");
        }

        _counters = _counters with { Published = _counters.Published + 1 };
        var sends = new List<Send> { new(link.Id, LinkOutput.Accept.Instance) };
        Spread(new(origin, ++_lastEvent), hops: 0, notification, from: null, sends);
        return sends;
    }

    private IReadOnlyList<Send> Forward(RoutedLink link, LinkInput.Forward forward, TimeSpan now)
    {
        if (!link.IsPeer)
        {
            return Refuse(link.Id, Refusal.NotAPeer, "Only a peer forwards; a client publishes");
        }

        if (!link.Rights.MayPublish(forward.Notification))
        {
            return Refuse(link.Id, Refusal.NotAllowed, $"{link.Identity} may not forward {forward.Notification}");
        }

        if (forward.Hops < 1 || forward.Hops > limits.Hops)
        {
            _counters = _counters with { OverHops = _counters.OverHops + 1 };
            return [];
        }

        // An event of this router's own run that comes back has gone round a loop.
        if (forward.Event.Origin == origin || !_seen.Add(forward.Event, now))
        {
            _counters = _counters with { Duplicates = _counters.Duplicates + 1 };
            return [];
        }

        var sends = new List<Send>();
        Spread(forward.Event, forward.Hops, forward.Notification, link, sends);
        return sends;
    }

    private void Spread(EventKey key, int hops, Notification notification, RoutedLink? from, List<Send> sends)
    {
        _matching.Clear();
        index.Match(notification, _matching);
        LinkOutput.Deliver? deliver = null;
        LinkOutput.Forward? forward = null;
        var (delivered, forwarded) = (0, 0);
        foreach (var target in _matching)
        {
            if (!_peers.ContainsKey(target))
            {
                sends.Add(new(target, deliver ??= new(key, notification)));
                delivered++;
            }
            else if (target != from?.Id && hops < limits.Hops)
            {
                sends.Add(new(target, forward ??= new(key, hops + 1, notification)));
                forwarded++;
            }
        }

        _counters = _counters with
        {
            Delivered = _counters.Delivered + delivered,
            Forwarded = _counters.Forwarded + forwarded,
        };
    }

    private Send[] Refuse(LinkId link, Refusal code, string text)
    {
        _counters = _counters with { Refused = _counters.Refused + 1 };
        return [new(link, new LinkOutput.Refuse(code, text))];
    }
}
