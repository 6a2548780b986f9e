using EbcSuite.Broker.Enrolment;
using EbcSuite.Routing;

namespace EbcSuite.Broker;

/// <summary>A plane's counters at one moment.</summary>
/// <param name="Dropped">Frames dropped because a link's queue was full.</param>
/// <param name="Malformed">Frames that are not messages.</param>
/// <param name="RefusedLinks">Connections refused by key, and greetings refused.</param>
/// <param name="QueuedBytes">Bytes that wait for slow links now.</param>
/// <param name="Faults">Exceptions that the plane's loop survived.</param>
public sealed record PlaneReport(
    string Plane,
    int Links,
    int Peers,
    int Subscriptions,
    RouterCounters Router,
    long Dropped,
    long Malformed,
    long RefusedLinks,
    long QueuedBytes,
    long Faults)
{
    /// <summary>The peers that this plane dials, by endpoint: whether each has welcomed it.</summary>
    public IReadOnlyDictionary<string, bool> Dialled { get; init; } = new Dictionary<string, bool>(StringComparer.Ordinal);

    /// <summary>Null: the plane takes no strangers.</summary>
    public EnrolmentReport? Enrolment { get; init; }

    public override string ToString() =>
        $"{Plane}: {Links} links, {Peers} peers, {Subscriptions} subscriptions; published {Router.Published}, "
        + $"delivered {Router.Delivered}, forwarded {Router.Forwarded}, dropped {Dropped}, refused {Router.Refused}, "
        + $"duplicates {Router.Duplicates}, over hops {Router.OverHops}, malformed {Malformed}, "
        + $"links refused {RefusedLinks}, queued {QueuedBytes} bytes, faults {Faults}"
        + (Enrolment is null ? "" : $"; enrolment: {Enrolment}");
}
