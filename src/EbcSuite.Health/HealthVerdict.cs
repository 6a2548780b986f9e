namespace EbcSuite.Health;

/// <summary>A judgement, and what it rests on.</summary>
/// <param name="Why">One line for people.</param>
/// <param name="Age">Since the last sign of life; zero where there is none.</param>
/// <param name="Document">What the daemon wrote; null where there is none that can be read.</param>
public sealed record HealthVerdict(string Daemon, DaemonHealth Health, string Why, TimeSpan Age, HealthDocument? Document);
