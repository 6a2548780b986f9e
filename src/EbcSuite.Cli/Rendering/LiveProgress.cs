using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Operations;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace EbcSuite.Cli.Rendering;

/// <summary>A migration's progress on a terminal: one bar a step, with the transfer's bytes and the time of each.</summary>
public sealed class LiveProgress(IAnsiConsole console, TimeProvider time) : IMigrationDisplay
{
    public Task<Report> ShowAsync(IAsyncEnumerable<OperationUpdate> updates)
    {
        var timeline = MigrationTimeline.Empty;
        return console.Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 40 },
                new StepDetailColumn(task => Detail(timeline.Steps[task.Id])))
            .StartAsync(async context =>
            {
                var bars = timeline.Steps.ToDictionary(s => s.Step, s => context.AddTask(s.Name, autoStart: false, maxValue: 1));
                await foreach (var update in updates)
                {
                    switch (update)
                    {
                        case OperationAdvanced advanced:
                            timeline = timeline.Apply(advanced.Progress, time.GetUtcNow());
                            foreach (var step in timeline.Steps)
                            {
                                bars[step.Step].Value = step.Fraction;
                            }

                            break;
                        case OperationEnded ended:
                            return ended.Report;
                    }
                }

                throw new InvalidOperationException("The operation was followed without a report.");
            });
    }

    private string Detail(StepStatus step) => step switch
    {
        { Phase: StepPhase.Done, Elapsed: { } elapsed } => Units.Time(elapsed) + Volume(step),
        { Phase: StepPhase.Begun, BegunAt: { } begun } => Units.Time(time.GetUtcNow() - begun) + Volume(step),
        _ => "",
    };

    private static string Volume(StepStatus step) => step switch
    {
        { BytesTotal: 0 } => "",
        { Phase: StepPhase.Done } => $"  {Units.Bytes(step.BytesTotal)}",
        _ => $"  {Units.Bytes(step.BytesDone)} of {Units.Bytes(step.BytesTotal)}",
    };

    /// <summary>Times come from the front-end, not from when a bar was drawn: Spectre's own columns do not fit.</summary>
    private sealed class StepDetailColumn(Func<ProgressTask, string> detail) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(detail(task)).LeftJustified();
    }
}
