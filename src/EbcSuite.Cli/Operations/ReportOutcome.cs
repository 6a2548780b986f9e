using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Cli.Operations;

public static class ReportOutcome
{
    /// <summary>This report, if the operation was done.</summary>
    /// <exception cref="CliException">It was refused or failed, by the name that the front-end gave.</exception>
    public static Report OrThrow(this Report report)
    {
        if (report.IsDone)
        {
            return report;
        }

        var fault = report.Error ?? CheckpointFault.Internal;
        throw new CliException(
            report.Outcome == Outcomes.Refused ? ExitCodes.Refused : ExitCodes.Failed,
            fault.ToString(),
            report.Message ?? $"{report.Of} was {report.Outcome}.",
            Advice.For(fault))
        {
            Operation = report.Operation,
            Outcome = report.Outcome,
        };
    }
}
