using EbcSuite.Health;

namespace EbcSuite.Cli.Output;

/// <summary><c>ebc status</c></summary>
public sealed record StatusDocument(IReadOnlyList<DaemonStatusDocument> Daemons);

/// <summary>A daemon of this machine; what it has not told is absent.</summary>
/// <param name="AgeMs">Since its last sign of life.</param>
/// <param name="Links">What it dials, by endpoint: whether the link is up.</param>
public sealed record DaemonStatusDocument(
    string Daemon,
    DaemonHealth Health,
    string Why,
    string? Version,
    int? Pid,
    DateTimeOffset? Started,
    long? AgeMs,
    IReadOnlyDictionary<string, bool>? Links,
    IReadOnlyDictionary<string, long>? Counters);

/// <summary>Verdicts in the shape that <c>ebc status --json</c> prints.</summary>
public static class StatusDocuments
{
    public static StatusDocument Of(IEnumerable<HealthVerdict> verdicts) => new([.. verdicts.Select(Of)]);

    private static DaemonStatusDocument Of(HealthVerdict verdict) => new(
        verdict.Daemon,
        verdict.Health,
        verdict.Why,
        verdict.Document?.Version,
        verdict.Document?.Pid,
        verdict.Document?.Started,
        verdict.Document is null ? null : (long)verdict.Age.TotalMilliseconds,
        verdict.Document?.Links,
        verdict.Document?.Counters);
}
