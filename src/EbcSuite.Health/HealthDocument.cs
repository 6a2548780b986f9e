namespace EbcSuite.Health;

/// <summary>What a daemon writes about itself, again and again, into its status file. Members are only added, never renamed.</summary>
/// <param name="Daemon">broker, frontend or appdrv.</param>
/// <param name="Pid">Its process, as the machine (or container) sees it.</param>
/// <param name="ProcessStarted">
/// When that process began, in clock ticks since boot (field 22 of proc_pid_stat(5)): a pid that was given again is told apart.
/// </param>
/// <param name="Started">When the daemon began, by the wall clock.</param>
/// <param name="Beat">When this was written, by the wall clock: for people.</param>
/// <param name="BeatMs">When this was written, in ms of CLOCK_MONOTONIC: what staleness is judged by.</param>
/// <param name="IntervalMs">How long until it is written again.</param>
/// <param name="Hanging">The daemon's loops that do not go round.</param>
/// <param name="Links">What it dials, by endpoint: whether the link is up.</param>
/// <param name="Counters">By name; they mean what the daemon's documentation says.</param>
public sealed record HealthDocument(
    string Daemon,
    string Version,
    int Pid,
    long ProcessStarted,
    DaemonPhase Phase,
    DateTimeOffset Started,
    DateTimeOffset Beat,
    long BeatMs,
    long IntervalMs,
    IReadOnlyList<string> Hanging,
    IReadOnlyDictionary<string, bool> Links,
    IReadOnlyDictionary<string, long> Counters);
