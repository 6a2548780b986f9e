using System.Text.Json.Serialization;

namespace EbcSuite.Checkpointing.Drivers;

/// <summary>What a driver says of itself on one node.</summary>
/// <param name="Version">Null when the tool is missing.</param>
/// <param name="Problem">Null when the driver can be used; else what is wrong and what to do.</param>
/// <param name="Capabilities">What plans are made by; null from a node that does not tell: taken as criu's, both true.</param>
/// <param name="Fault">The problem's name; null where there is none, or from a node that does not tell.</param>
/// <param name="Findings">What else the preflight found, such as the network lock that will be used.</param>
public sealed record DriverProbe(
    string Driver,
    string? Version,
    string? Problem,
    DriverCapabilities? Capabilities = null,
    CheckpointFault? Fault = null,
    IReadOnlyList<string>? Findings = null)
{
    public bool Usable => Problem is null;

    /// <summary>The name of the refusal of who wants to use it all the same.</summary>
    [JsonIgnore]
    public CheckpointFault Refusal => Fault ?? (Version is null ? CheckpointFault.ToolMissing : CheckpointFault.VersionMismatch);
}
