using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.Checkpointing;

/// <summary>What a node tells of itself in node_up and in its report of node_alive (body, JSON).</summary>
/// <param name="FreeBytes">Free space where images and applications are kept.</param>
public sealed record NodeStatus(
    string Node,
    string Site,
    string Version,
    long FreeBytes,
    IReadOnlyList<DriverProbe> Drivers,
    IReadOnlyList<ApplicationStatus> Applications)
{
    /// <summary>What its owner says of the node (rack, kind of cloud, …), name → value; null where nothing is said.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}

/// <param name="State">Lower-case name of <see cref="ApplicationState"/>.</param>
public sealed record ApplicationStatus(
    string Application, ApplicationState State, string Driver, long Token, int? Pid, int Processes, int? ExitCode, DateTimeOffset Since);

/// <summary>The answer to sys_info (body, JSON).</summary>
public sealed record SystemInfo(IReadOnlyList<SiteInfo> Sites, IReadOnlyList<ApplicationInfo> Applications);

public sealed record SiteInfo(string Site, IReadOnlyList<NodeInfo> Nodes);

/// <param name="Alive">False when it has not answered node_alive for the set time.</param>
public sealed record NodeInfo(string Node, bool Alive, DateTimeOffset LastSeen, NodeStatus Status);

/// <param name="Operation">The operation that is under way, if one is.</param>
public sealed record ApplicationInfo(string Application, string Node, string Site, ApplicationStatus Status, string? Operation, MigrationStep? Step);
