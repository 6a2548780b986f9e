using System.Text.RegularExpressions;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Preflight;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Criu;

/// <summary>What was found of criu on a machine.</summary>
/// <param name="Version">The number it tells; null when it tells none.</param>
/// <param name="Kernel">uname -r.</param>
/// <param name="Check">The end of <c>criu check</c>; null when it was not run.</param>
/// <param name="Nftables">criu says that it can lock the network by nftables.</param>
/// <param name="Iptables">iptables-restore is in the PATH.</param>
public sealed record CriuFacts(string? Version, string Kernel, ToolResult? Check, bool Nftables, bool Iptables, EffectiveCapabilities Rights);

/// <summary>Whether this criu can be used on this machine, and how. Pure.</summary>
public static partial class CriuPreflight
{
    private static readonly Version LockByChoice = new(3, 16);
    private static readonly Version LockSkipped = new(4, 0);
    private static readonly Version SocketsMended = new(4, 2);
    private static readonly Version SocketsChanged = new(6, 16);

    /// <summary>What a whole dump and restore of processes and namespaces needs, capabilities(7).</summary>
    private static readonly string[] Needed = ["CAP_SYS_ADMIN", "CAP_SYS_PTRACE", "CAP_NET_ADMIN", "CAP_KILL"];

    /// <summary>By what is installed; null when criu is too old to go without a packet filter and there is none.</summary>
    public static NetworkLock? LockFor(CriuFacts facts) =>
        facts.Nftables ? NetworkLock.Nftables
        : facts.Iptables ? NetworkLock.Iptables
        : Parse(facts.Version) >= LockSkipped ? NetworkLock.Skip
        : null;

    /// <summary>The driver's word about itself.</summary>
    public static DriverProbe Judge(string driver, CriuFacts facts)
    {
        var version = Parse(facts.Version);
        var checkText = facts.Check is { Succeeded: false } failed ? $"{failed.Errors.Trim()} {failed.Output.Trim()}".Trim() : null;
        (CheckpointFault Fault, string Message)? problem =
            version is null ? (CheckpointFault.VersionMismatch, "it tells no version that can be understood: is it criu?")
            : facts.Rights.Lacking(Needed) is { Count: > 0 } lacking ? (
                CheckpointFault.NotPermitted, $"the daemon lacks {string.Join(", ", lacking)}: run it as root or give its unit these capabilities.")
            : checkText is not null && Vdso().IsMatch(checkText) ? (
                CheckpointFault.KernelUnsupported,
                $"criu {facts.Version} does not know this kernel's vDSO ({facts.Kernel}): install criu 4.2 or later. {checkText}")
            : version < SocketsMended && Parse(facts.Kernel) >= SocketsChanged ? (
                CheckpointFault.KernelUnsupported,
                $"criu {facts.Version} cannot dump sockets on kernels from 6.16 (SO_PASSCRED), and this is {facts.Kernel}: install criu 4.2 or later.")
            : version < LockByChoice ? (
                CheckpointFault.VersionMismatch, $"criu {facts.Version} is too old (no --network-lock): install criu 3.16 or later.")
            : checkText is not null ? (
                CheckpointFault.KernelUnsupported, $"criu check failed with exit code {facts.Check!.ExitCode}: {checkText}")
            : LockFor(facts) is null ? (
                CheckpointFault.ToolMissing, $"criu {facts.Version} needs a packet filter to lock the network: install nftables or iptables.")
            : null;
        return new(driver, facts.Version, problem?.Message, Fault: problem?.Fault, Findings: Findings(facts));
    }

    private static List<string> Findings(CriuFacts facts) =>
    [
        $"kernel {facts.Kernel}",
        LockFor(facts) switch
        {
            NetworkLock.Nftables => "network lock: nftables",
            NetworkLock.Iptables => "network lock: iptables",
            NetworkLock.Skip => "network lock: none needed (no packet filter installed; a capsule's connections stay in it)",
            _ => "network lock: no packet filter installed",
        },
        "cgroups: left as they are",
    ];

    /// <summary>The leading number of a version such as 6.18.5-amd64; null when there is none.</summary>
    private static Version? Parse(string? text) =>
        text is not null && Leading().Match(text) is { Success: true } match && Version.TryParse(match.Value, out var version) ? version : null;

    [GeneratedRegex(@"^\d+\.\d+(\.\d+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Leading();

    [GeneratedRegex("vdso", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vdso();
}
