using EbcSuite.Events;

namespace EbcSuite.Routing.Tests;

/// <summary>A client at one broker of the simulated federation, and what it was delivered.</summary>
internal sealed class SimulatedClient(int broker)
{
    public int Broker { get; } = broker;

    public LinkId? Link { get; set; }

    public Dictionary<ulong, Filter> Subscriptions { get; } = [];

    public List<long> Delivered { get; } = [];

    public ulong LastSubscription { get; set; }

    public bool Wants(Notification notification) => Link is not null && Subscriptions.Values.Any(f => f.Matches(notification));
}
