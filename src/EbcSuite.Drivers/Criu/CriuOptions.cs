namespace EbcSuite.Drivers.Criu;

/// <summary>How criu is called on this node.</summary>
public sealed record CriuOptions
{
    /// <summary>The program, or a name in PATH.</summary>
    public string Path { get; init; } = "criu";

    /// <summary>A dump or a restore that takes longer is ended and fails by name.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A question about version and usability that takes longer makes the driver unusable: a node must not look dead for it.</summary>
    public TimeSpan ProbeDeadline { get; init; } = TimeSpan.FromSeconds(20);
}
