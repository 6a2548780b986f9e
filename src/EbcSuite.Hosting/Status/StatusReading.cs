namespace EbcSuite.Hosting;

/// <summary>What a part of the daemon tells of itself for its status file.</summary>
/// <param name="Links">What it dials, by endpoint: whether the link is up. A link that is down makes the daemon unhealthy.</param>
public sealed record StatusReading(IReadOnlyDictionary<string, bool> Links, IReadOnlyDictionary<string, long> Counters);
