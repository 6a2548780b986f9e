using EbcSuite.Events;

namespace EbcSuite.Routing.Tests;

/// <summary>
/// Routers in a random tree in one process. Each direction of a link between brokers is a queue: order is kept within
/// it and drawn at random between queues. Clients sit at their broker without a queue of their own. Seeded.
/// </summary>
internal sealed class SimulatedFederation
{
    private readonly Random _random;
    private readonly Router[] _routers;
    private readonly Dictionary<(int At, LinkId Link), (int Broker, LinkId Link)> _ends = [];
    private readonly Dictionary<(int At, LinkId Link), Queue<LinkInput>> _queues = [];
    private readonly Dictionary<(int At, LinkId Link), SimulatedClient> _clientLinks = [];
    private readonly int[] _parents;
    private readonly LinkId?[] _uplinks;
    private long _lastLink;

    public SimulatedFederation(Random random, int brokers, int clients)
    {
        _random = random;
        _routers = [.. Enumerable.Range(0, brokers).Select(i => new Router((ulong)i + 1, new RouterLimits()))];
        _parents = [.. Enumerable.Range(0, brokers).Select(i => i == 0 ? -1 : random.Next(i))];
        _uplinks = new LinkId?[brokers];
        for (var broker = 1; broker < brokers; broker++)
        {
            Join(broker);
        }

        for (var i = 0; i < clients; i++)
        {
            Clients.Add(new(random.Next(brokers)));
            Connect(Clients[i]);
        }
    }

    public List<SimulatedClient> Clients { get; } = [];

    public IReadOnlyList<Router> Routers => _routers;

    /// <summary>Every crossing of a link between brokers: the event's number, from where to where.</summary>
    public List<(long Number, int From, int To)> Crossings { get; } = [];

    public IEnumerable<int> Children => Enumerable.Range(1, _routers.Length - 1);

    public bool IsJoined(int child) => _uplinks[child] is not null;

    /// <summary>Whether an event at one broker can get to the other: every link of the way is up.</summary>
    public bool IsReachable(int from, int to) => Root(from) == Root(to);

    /// <summary>Whether <paramref name="broker"/> lies on the far side of the link that leads from → to.</summary>
    public bool IsBehind(int broker, int from, int to)
    {
        var child = _parents[to] == from ? to : from;
        var isBelow = false;
        for (var at = broker; at >= 0; at = _parents[at])
        {
            isBelow |= at == child;
        }

        return child == to ? isBelow : !isBelow;
    }

    public void Join(int child)
    {
        var parent = _parents[child];
        var (lower, upper) = (new LinkId(++_lastLink), new LinkId(++_lastLink));
        _ends[(child, lower)] = (parent, upper);
        _ends[(parent, upper)] = (child, lower);
        _queues[(child, lower)] = new();
        _queues[(parent, upper)] = new();
        _uplinks[child] = lower;
        Handle(child, lower, new LinkInput.Up(LinkKind.Peer, LinkRights.Everything, $"broker-{parent}"));
        Handle(parent, upper, new LinkInput.Up(LinkKind.Peer, LinkRights.Everything, $"broker-{child}"));
    }

    /// <summary>Cuts a link: what is under way on it is lost, and both ends notice.</summary>
    public void Part(int child)
    {
        var lower = _uplinks[child]!.Value;
        var (parent, upper) = _ends[(child, lower)];
        _uplinks[child] = null;
        _queues.Remove((child, lower));
        _queues.Remove((parent, upper));
        Handle(child, lower, LinkInput.Down.Instance);
        Handle(parent, upper, LinkInput.Down.Instance);
    }

    public void Connect(SimulatedClient client)
    {
        client.Link = new LinkId(++_lastLink);
        _clientLinks[(client.Broker, client.Link.Value)] = client;
        Handle(client.Broker, client.Link.Value, new LinkInput.Up(LinkKind.Client, LinkRights.Everything, "client"));
        foreach (var (number, filter) in client.Subscriptions)
        {
            Handle(client.Broker, client.Link.Value, new LinkInput.Subscribe(number, filter));
        }
    }

    public void Disconnect(SimulatedClient client)
    {
        Handle(client.Broker, client.Link!.Value, LinkInput.Down.Instance);
        client.Link = null;
    }

    public void Subscribe(SimulatedClient client, Filter filter)
    {
        client.Subscriptions.Add(++client.LastSubscription, filter);
        Handle(client.Broker, client.Link!.Value, new LinkInput.Subscribe(client.LastSubscription, filter));
    }

    public void Unsubscribe(SimulatedClient client, ulong number)
    {
        client.Subscriptions.Remove(number);
        Handle(client.Broker, client.Link!.Value, new LinkInput.Unsubscribe(number));
    }

    public void Publish(SimulatedClient client, Notification notification) =>
        Handle(client.Broker, client.Link!.Value, new LinkInput.Publish(notification));

    /// <summary>Hands over one message of a queue drawn at random. False: nothing is under way.</summary>
    public bool Step()
    {
        var waiting = _queues.Where(q => q.Value.Count > 0).ToList();
        if (waiting.Count == 0)
        {
            return false;
        }

        var ((at, link), queue) = waiting[_random.Next(waiting.Count)];
        Handle(at, link, queue.Dequeue());
        return true;
    }

    public void Settle()
    {
        while (Step())
        {
        }
    }

    private int Root(int broker) => _uplinks[broker] is null ? broker : Root(_parents[broker]);

    private void Handle(int at, LinkId link, LinkInput input)
    {
        foreach (var send in _routers[at].Handle(link, input, TimeSpan.Zero))
        {
            if (_clientLinks.TryGetValue((at, send.Link), out var client))
            {
                send.Output.Should().NotBeOfType<LinkOutput.Refuse>();
                if (send.Output is LinkOutput.Deliver deliver)
                {
                    client.Delivered.Add(deliver.Notification.Integer("number")!.Value);
                }

                continue;
            }

            if (Cross(at, send) is { } crossing && _ends.TryGetValue((at, send.Link), out var end)
                && _queues.TryGetValue((end.Broker, end.Link), out var queue))
            {
                queue.Enqueue(crossing);
            }
        }
    }

    private LinkInput? Cross(int at, Send send)
    {
        switch (send.Output)
        {
            case LinkOutput.Subscribe subscribe:
                return new LinkInput.Subscribe(subscribe.Subscription, subscribe.Filter);
            case LinkOutput.Unsubscribe unsubscribe:
                return new LinkInput.Unsubscribe(unsubscribe.Subscription);
            case LinkOutput.Forward forward:
                Crossings.Add((forward.Notification.Integer("number")!.Value, at, _ends[(at, send.Link)].Broker));
                return new LinkInput.Forward(forward.Event, forward.Hops, forward.Notification);
            default:
                send.Output.Should().BeOfType<LinkOutput.Accept>();
                return null;
        }
    }
}
