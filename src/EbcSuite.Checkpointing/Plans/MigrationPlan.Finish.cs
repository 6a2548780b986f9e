using System.Text.Json;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>How a migration ends: three ways, of which the last is for an operator.</summary>
public sealed partial record MigrationPlan
{
    private MigrationPlan Succeed(DateTimeOffset now, List<PlanEffect> effects)
    {
        var total = (long)(now - BeganAt).TotalMilliseconds;
        var summary = new MigrationSummary(
            Application,
            Request.From,
            Request.To,
            Operation,
            StepsMs,
            DowntimeMs: (long)(now - (StoppedAt ?? now)).TotalMilliseconds,
            total,
            ImageBytes,
            TransferredBytes);
        effects.Add(new PlanEffect.Finish(FinalReport(Outcomes.Done) with
        {
            State = ApplicationState.Running,
            To = Request.To,
            Bytes = ImageBytes,
            ElapsedMs = total,
            Body = JsonSerializer.SerializeToUtf8Bytes(summary, CheckpointingJson.Default.MigrationSummary),
        }));
        return this with { IsFinished = true, Outstanding = Outstanding.None };
    }

    private MigrationPlan Lose(string node, string message, DateTimeOffset now, List<PlanEffect> effects) => Finish(
        now,
        effects,
        Outcomes.Failed,
        CheckpointFault.ApplicationLost,
        $"{message} The application runs nowhere. Its image {Operation} may be on {node}: mend the node, then restart it from there.");

    private MigrationPlan Finish(
        DateTimeOffset now, List<PlanEffect> effects, string outcome, CheckpointFault fault, string message)
    {
        effects.Add(new PlanEffect.Finish(FinalReport(outcome) with
        {
            Error = fault,
            Message = message,
            To = Request.To,
            ElapsedMs = (long)(now - BeganAt).TotalMilliseconds,
        }));
        return this with { IsFinished = true, Outstanding = Outstanding.None };
    }

    private Report FinalReport(string outcome) => new()
    {
        Operation = Operation,
        Of = Of,
        From = FrontEnd,
        Outcome = outcome,
        Application = Application,
        Final = true,
    };
}
