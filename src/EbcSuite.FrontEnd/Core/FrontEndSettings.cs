using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Plans;

namespace EbcSuite.FrontEnd.Core;

/// <summary>What the deciding part of the front-end is told; checked by <see cref="FrontEndOptions"/>.</summary>
public sealed record FrontEndSettings
{
    /// <summary>Sender of all that the front-end publishes.</summary>
    public required string Identity { get; init; }

    /// <summary>Between two node_alive.</summary>
    public TimeSpan NodeAliveInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A node is dead when it was silent for this long.</summary>
    public TimeSpan NodeDeadAfter { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>After a start requests wait this long, so that the nodes can say that they are there.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>start_App's driver where the request names none: a driver's name or <see cref="DriverChoice.Best"/>.</summary>
    public string DefaultDriver { get; init; } = DriverChoice.Best;

    /// <summary>stop_App's grace where the request has none.</summary>
    public TimeSpan DefaultGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Last words that are kept for requests that are repeated.</summary>
    public int RememberedAnswers { get; init; } = 1000;

    public PlanTimings Timings { get; init; } = new();
}
