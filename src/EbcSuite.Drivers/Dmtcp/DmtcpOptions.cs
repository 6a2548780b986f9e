namespace EbcSuite.Drivers.Dmtcp;

/// <summary>How DMTCP is called on this node.</summary>
public sealed record DmtcpOptions
{
    /// <summary>Where it is installed; empty for the PATH.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>A checkpoint that takes longer fails by name; the tool that asked for it is ended.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A question about version and usability that takes longer makes the driver unusable: a node must not look dead for it.</summary>
    public TimeSpan ProbeDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>From a launch or a restart until the coordinator says that the application runs.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two looks.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(20);
}
