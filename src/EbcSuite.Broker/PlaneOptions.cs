using EbcSuite.Broker.Enrolment;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;

namespace EbcSuite.Broker;

/// <summary>One plane of the broker: its port, its peers, its queues.</summary>
/// <param name="Plane">For logs: events or bulk.</param>
/// <param name="Identity">What this broker calls itself to its peers.</param>
/// <param name="HighWater">Frames that libzmq holds for one link besides the queue.</param>
public sealed record PlaneOptions(
    string Plane,
    string Identity,
    string Site,
    string Endpoint,
    KeyPair Key,
    Func<AllowedKeys> AllowedKeys,
    IReadOnlyList<(string Endpoint, string PublicKey)> Peers,
    long QueueBytes,
    int HighWater,
    TimeSpan LinkTimeout)
{
    /// <summary>Null: the plane takes only keys that are in the list.</summary>
    internal EnrolmentDesk? Enrolment { get; init; }

    /// <summary>A plane's sockets get a third of the stop's time to send what is left.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How far the plane's threads step back for others: 0 to 19.</summary>
    public int Niceness { get; init; }

    /// <summary>Whether they go before all ordinary threads of the machine, where that is allowed.</summary>
    public bool RealTime { get; init; }

    public static PlaneOptions OfEvents(BrokerOptions options, KeyPair key, Func<AllowedKeys> allowed) => new(
        "events", options.Name, options.Site, options.EventsEndpoint, key, allowed,
        [.. options.Peers.Select(p => (p.EventsEndpoint, p.PublicKey))],
        options.EventsQueueBytes, HighWater: 1000, options.LinkTimeout)
    { Drain = DrainOf(options), RealTime = options.EventsRealTime };

    /// <summary>Frames here are chunks of 1 MiB: few of them are to be in libzmq's hands, where bytes are not counted.</summary>
    public static PlaneOptions OfBulk(BrokerOptions options, KeyPair key, Func<AllowedKeys> allowed) => new(
        "bulk", options.Name, options.Site, options.BulkEndpoint, key, allowed,
        [.. options.Peers.Select(p => (p.BulkEndpoint, p.PublicKey))],
        options.BulkQueueBytes, HighWater: 8, options.LinkTimeout)
    { Drain = DrainOf(options), Niceness = ThreadNiceness.OfImages };

    private static TimeSpan DrainOf(BrokerOptions options) =>
        options.StopTime / 3 < TimeSpan.FromSeconds(2) ? options.StopTime / 3 : TimeSpan.FromSeconds(2);
}
