using System.Collections.Immutable;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Cli.Operations;

public enum StepPhase
{
    Waiting,
    Begun,
    Done,
}

/// <param name="BegunAt">When its beginning was heard of; null while waiting.</param>
/// <param name="Elapsed">As the front-end measured it; null until done.</param>
/// <param name="BytesDone">With <paramref name="BytesTotal"/>: of the image on its way; 0 of 0 for the other steps.</param>
public sealed record StepStatus(
    MigrationStep Step, StepPhase Phase, DateTimeOffset? BegunAt, TimeSpan? Elapsed, long BytesDone, long BytesTotal)
{
    /// <summary>initialization, checkpointing, transferring, commitment, restarting.</summary>
    public string Name => Words.Of(Step);

    /// <summary>0 to 1; steps without bytes are done or not.</summary>
    public double Fraction => Phase == StepPhase.Done ? 1 : BytesTotal > 0 ? Math.Clamp((double)BytesDone / BytesTotal, 0, 1) : 0;
}

/// <summary>How far a migration is, step by step. Immutable.</summary>
public sealed record MigrationTimeline(ImmutableArray<StepStatus> Steps)
{
    public static readonly MigrationTimeline Empty = new(
        [.. Enum.GetValues<MigrationStep>().Select(s => new StepStatus(s, StepPhase.Waiting, null, null, 0, 0))]);

    public StepStatus this[MigrationStep step] => Steps.First(s => s.Step == step);

    /// <summary>This timeline with one more thing heard; what comes late or twice never makes a step go back.</summary>
    /// <param name="now">When it was heard.</param>
    public MigrationTimeline Apply(Progress progress, DateTimeOffset now) => progress switch
    {
        { Step: null } => this,
        { Step: { } step, State: Progress.StepDone } => Change(step, s => s with
        {
            Phase = StepPhase.Done,
            BegunAt = s.BegunAt ?? now,
            Elapsed = s.Elapsed ?? TimeSpan.FromMilliseconds(progress.ElapsedMs ?? 0),
        }),
        { Step: { } step } => Change(step, s => s with
        {
            Phase = s.Phase == StepPhase.Waiting ? StepPhase.Begun : s.Phase,
            BegunAt = s.BegunAt ?? now,
            BytesDone = Math.Max(s.BytesDone, progress.Done ?? 0),
            BytesTotal = progress.Total ?? s.BytesTotal,
        }),
    };

    private MigrationTimeline Change(MigrationStep step, Func<StepStatus, StepStatus> change) =>
        new([.. Steps.Select(s => s.Step == step ? change(s) : s)]);
}
