using System.ComponentModel;

namespace EbcSuite.Hosting;

/// <summary>What every daemon can be told; each daemon's own options derive from it.</summary>
/// <remarks>
/// Properties are <c>init</c> with a default, of the types that <see cref="OptionsReader"/> reads. Ranges are said by the
/// attributes of System.ComponentModel.DataAnnotations, meaning by <see cref="DescriptionAttribute"/>, and what
/// involves several properties by IValidatableObject, which is also asked when single properties are at fault.
/// </remarks>
public abstract record DaemonOptions
{
    [Description("Where and how much to log")]
    public LogOptions Log { get; init; } = new();

    [Description("Where `ebc status` finds how the daemon is; by default status.json in systemd's RuntimeDirectory, and nowhere without it")]
    public string StatusFile { get; init; } = "";

    [Description("How long a clean stop may take before the daemon gives up with exit code 70")]
    [DurationRange("100ms", "10m")]
    public TimeSpan StopTime { get; init; } = TimeSpan.FromSeconds(15);
}
