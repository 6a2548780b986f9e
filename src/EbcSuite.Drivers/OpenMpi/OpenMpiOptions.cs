namespace EbcSuite.Drivers.OpenMpi;

/// <summary>How Open MPI's checkpoint commands and BLCR's are called on this node.</summary>
public sealed record OpenMpiOptions
{
    /// <summary>Where both are installed; empty for the PATH.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>A checkpoint that takes longer fails by name; the tool that asked for it is ended.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A question about version and usability that takes longer makes the driver unusable: a node must not look dead for it.</summary>
    public TimeSpan ProbeDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A restarted job runs when it did not fail for so long.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>There where BLCR's kernel module is loaded.</summary>
    public string BlcrControl { get; init; } = "/proc/checkpoint/ctrl";
}
