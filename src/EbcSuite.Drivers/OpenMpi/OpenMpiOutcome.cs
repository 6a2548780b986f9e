using System.Text.RegularExpressions;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.OpenMpi;

/// <summary>What was found of Open MPI and BLCR on a machine.</summary>
/// <param name="Version">Open MPI's; null when there is none.</param>
/// <param name="Commands">ompi-checkpoint is there.</param>
/// <param name="Blcr">BLCR's commands are there, and its kernel module is loaded.</param>
public sealed record OpenMpiFacts(string? Version, bool Commands, bool Blcr);

/// <summary>What the answers of Open MPI's and BLCR's commands mean. Pure.</summary>
public static partial class OpenMpiOutcome
{
    /// <summary>The number of <c>mpirun (Open MPI) 1.6.5</c>; null when the text has none.</summary>
    public static string? VersionOf(string output) =>
        VersionLine().Match(output) is { Success: true } match ? match.Groups["version"].Value : null;

    /// <summary>The driver's word about itself.</summary>
    public static DriverProbe Judge(string driver, OpenMpiFacts facts) => facts switch
    {
        { Version: null, Blcr: false } => new(
            driver,
            Version: null,
            "There is no mpirun of Open MPI: install an Open MPI up to 1.6 that was configured with --with-ft=cr, or take the driver criu.",
            Fault: CheckpointFault.ToolMissing),
        { Commands: false, Blcr: false } => new(
            driver,
            facts.Version,
            $"Open MPI {facts.Version} has no ompi-checkpoint: its checkpoint commands ended with the 1.6 series. Take the driver criu, which moves its jobs whole.",
            Fault: CheckpointFault.NoCheckpointSupport),
        _ => new(driver, facts.Version ?? "BLCR", Problem: null, Findings:
        [
            facts.Commands ? "jobs of mpirun: ompi-checkpoint" : "jobs of mpirun: not without ompi-checkpoint",
            facts.Blcr ? "programs of one process: BLCR" : "programs of one process: not without BLCR and its kernel module (none since Linux 3)",
        ]),
    };

    /// <summary>The checkpoint that ompi-checkpoint wrote.</summary>
    /// <exception cref="CheckpointException">DumpFailed or DiskFull, with the tool's words.</exception>
    public static OpenMpiReference OfCheckpoint(ToolResult result) =>
        !result.Succeeded ? throw Failure("ompi-checkpoint", result)
        : OpenMpiReference.In(result.Output)
            ?? throw new CheckpointException(CheckpointFault.DumpFailed, $"ompi-checkpoint names no snapshot: {result.Output.Trim()}");

    /// <summary>Null when cr_checkpoint succeeded.</summary>
    public static CheckpointException? OfCheckpointAlone(ToolResult result) => result.Succeeded ? null : Failure("cr_checkpoint", result);

    private static CheckpointException Failure(string tool, ToolResult result)
    {
        var text = $"{result.Errors.Trim()} {result.Output.Trim()}".Trim();
        return new(
            text.Contains("No space left", StringComparison.Ordinal) ? CheckpointFault.DiskFull : CheckpointFault.DumpFailed,
            $"{tool} failed with exit code {result.ExitCode}: {text}");
    }

    [GeneratedRegex(@"\(Open ?MPI\)\s+(?<version>\d+(\.\d+)+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionLine();
}
