namespace EbcSuite.Routing;

/// <summary>What a router has done since it began.</summary>
/// <param name="Published">Notifications taken from clients.</param>
/// <param name="Delivered">Deliveries to clients: one notification counts once for each.</param>
/// <param name="Forwarded">Notifications sent to peers, once for each.</param>
/// <param name="Refused">Inputs refused.</param>
/// <param name="Duplicates">Second copies dropped: more than none means that the brokers form a loop.</param>
/// <param name="OverHops">Copies dropped because they had crossed too many links.</param>
public readonly record struct RouterCounters(
    long Published, long Delivered, long Forwarded, long Refused, long Duplicates, long OverHops);
