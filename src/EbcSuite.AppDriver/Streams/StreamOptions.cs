namespace EbcSuite.AppDriver.Streams;

/// <summary>How images move.</summary>
public sealed record StreamOptions
{
    /// <summary>Chunks of about 1 MiB on the way: what each side, and a broker between them, holds at most.</summary>
    public int Window { get; init; } = 16;

    /// <summary>zstd's level.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Chunks handed to the link whose taking is awaited.</summary>
    public int Publishing { get; init; } = 8;

    /// <summary>Standing still for this long: what may be lost is sent again.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two looks whether the stream stands still.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>No progress for this long: the transfer has failed.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Between two reports of progress.</summary>
    public TimeSpan Progress { get; init; } = TimeSpan.FromMilliseconds(200);
}
