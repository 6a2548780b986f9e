using System.Globalization;
using System.Text.RegularExpressions;
using EbcSuite.Checkpointing;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Dmtcp;

/// <summary>What a coordinator says of its application.</summary>
/// <param name="Peers">Processes that are connected.</param>
/// <param name="Running">False while a checkpoint or a restart is under way.</param>
public sealed record DmtcpStatus(int Peers, bool Running);

/// <summary>What DMTCP's answers mean: texts and exit codes of version 4.</summary>
public static partial class DmtcpOutcome
{
    /// <summary>The number of <c>dmtcp_launch (DMTCP) 4.0.0</c>; null when the text has none.</summary>
    public static string? VersionOf(string output) =>
        VersionLine().Match(output) is { Success: true } match ? match.Groups["version"].Value : null;

    /// <summary>Of <c>dmtcp_command --status</c>; null when there is no coordinator or no such answer.</summary>
    public static DmtcpStatus? StatusOf(ToolResult result) =>
        result.Succeeded && PeersLine().Match(result.Output) is { Success: true } peers && RunningLine().Match(result.Output) is { Success: true } running
            ? new(int.Parse(peers.Groups["n"].Value, CultureInfo.InvariantCulture), running.Groups["word"].Value == "yes")
            : null;

    /// <summary>Null when the checkpoint was written.</summary>
    public static CheckpointException? OfCheckpoint(ToolResult result) => result.Succeeded ? null : Failure(result);

    /// <summary>
    /// Null when the checkpoint may have been written and the application ended: version 4 says so with exit code 2, for there is no
    /// application any more that could answer. Whether it is so is looked at.
    /// </summary>
    public static CheckpointException? OfCheckpointAndKill(ToolResult result) =>
        result.Succeeded || result.Output.Contains("checkpointed and killed", StringComparison.Ordinal) ? null : Failure(result);

    /// <summary>Null when every process has an image and none is half written.</summary>
    public static CheckpointException? OfImages(int expected, int found, bool halfWritten) =>
        found == 0 || found < expected || halfWritten
            ? new(
                CheckpointFault.ImageIncomplete,
                $"DMTCP wrote {found} of {expected} images{(halfWritten ? ", and left one half written" : "")}.")
            : null;

    private static CheckpointException Failure(ToolResult result)
    {
        var text = $"{result.Errors.Trim()} {result.Output.Trim()}".Trim();
        return text switch
        {
            _ when text.Contains("No space left", StringComparison.Ordinal) => new(
                CheckpointFault.DiskFull, $"dmtcp_command failed with exit code {result.ExitCode}: {text}"),
            _ when text.Contains("Coordinator not found", StringComparison.Ordinal) => new(
                CheckpointFault.DumpFailed, $"The application's DMTCP coordinator is gone: it can no longer be checkpointed. {text}"),
            _ when text.Contains("not in running state", StringComparison.Ordinal) => new(
                CheckpointFault.DumpFailed, $"The application cannot be checkpointed now: {text}"),
            _ => new(CheckpointFault.DumpFailed, $"dmtcp_command failed with exit code {result.ExitCode}: {text}"),
        };
    }

    [GeneratedRegex(@"\(DMTCP\)\s+(?<version>\d+(\.\d+)+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionLine();

    [GeneratedRegex(@"NUM_PEERS=(?<n>\d+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PeersLine();

    [GeneratedRegex(@"RUNNING=(?<word>yes|no)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunningLine();
}
