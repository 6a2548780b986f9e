using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Operations;

namespace EbcSuite.Cli.Rendering;

/// <summary>A migration's progress as lines, for a pipe or a log: each step's beginning and end, and every tenth of the bytes.</summary>
public sealed class PlainProgress(TextWriter writer, TimeProvider time) : IMigrationDisplay
{
    private const int Parts = 10;

    public async Task<Report> ShowAsync(IAsyncEnumerable<OperationUpdate> updates)
    {
        var timeline = MigrationTimeline.Empty;
        await foreach (var update in updates)
        {
            switch (update)
            {
                case OperationAdvanced { Progress: { Step: { } step } progress }:
                    var before = timeline[step];
                    timeline = timeline.Apply(progress, time.GetUtcNow());
                    Tell(before, timeline[step]);
                    break;
                case OperationEnded ended:
                    return ended.Report;
            }
        }

        throw new InvalidOperationException("The operation was followed without a report.");
    }

    private void Tell(StepStatus before, StepStatus now)
    {
        if (before.Phase == StepPhase.Waiting)
        {
            writer.WriteLine($"{now.Name,-14} begun");
        }

        if (now.Phase == StepPhase.Begun && (int)(now.Fraction * Parts) > (int)(before.Fraction * Parts))
        {
            writer.WriteLine($"{now.Name,-14} {Units.Bytes(now.BytesDone)} of {Units.Bytes(now.BytesTotal)}");
        }

        if (before.Phase != StepPhase.Done && now is { Phase: StepPhase.Done, Elapsed: { } elapsed })
        {
            writer.WriteLine($"{now.Name,-14} done   {Units.Time(elapsed)}");
        }
    }
}
