namespace EbcSuite.Drivers.Command;

/// <summary>How long the driver looks.</summary>
public sealed record CommandOptions
{
    /// <summary>Between two looks for a file.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>A resumed program without a file to appear has resumed when it did not fail for so long.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(1);
}
