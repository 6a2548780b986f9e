namespace EbcSuite.Routing;

/// <summary>What one router holds at most. Over a limit is refused by name or, for events, dropped and counted.</summary>
public sealed record RouterLimits
{
    public int Links { get; init; } = 20_000;

    /// <summary>Subscriptions of one client.</summary>
    public int SubscriptionsOfClient { get; init; } = 10_000;

    /// <summary>Subscriptions of one peer, which stand for all behind it.</summary>
    public int SubscriptionsOfPeer { get; init; } = 1_000_000;

    /// <summary>Links between brokers that a notification may cross. A federation's diameter is a few.</summary>
    public int Hops { get; init; } = 16;

    /// <summary>Forwarded events that are remembered so that a second copy is dropped.</summary>
    public int RememberedEvents { get; init; } = 65_536;

    /// <summary>For how long they are remembered at most: longer than a copy can be under way.</summary>
    public TimeSpan RememberedTime { get; init; } = TimeSpan.FromMinutes(1);
}
