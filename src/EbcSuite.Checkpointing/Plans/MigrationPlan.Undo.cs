using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>
/// The way back, and what is done about failures. Before the commitment every failure leads back: the target's copy is destroyed,
/// and once that is confirmed the source's goes on. A target that was never told restart has nothing that could run, so then
/// the source does not wait for it, nor for ever for its tidiness. A target that was told and is dead is waited for: it comes
/// up again, or an operator ends the node. After the commitment a failure is tried again.
/// </summary>
public sealed partial record MigrationPlan
{
    /// <summary>Failures of a mere tidying-up before it is left.</summary>
    private const int TidyingAttempts = 3;

    /// <summary>The source's second destroy is a command of its own: its attempts begin above any that the first one may have needed.</summary>
    private const int FirstTidying = 1000;

    /// <summary>Why the plan went back; the first failure.</summary>
    private CheckpointFault Fault { get; init; }

    private string Message { get; init; } = "";

    private bool TargetIsDead { get; init; }

    private bool IsGoingBack => Phase is MigrationPhase.Clearing or MigrationPhase.Thawing or MigrationPhase.Returning;

    /// <summary>The target was told something that leaves files or a reservation there.</summary>
    private bool TargetHolds => Phase is not MigrationPhase.Inspecting;

    private bool TargetWasToldRestart => Phase is MigrationPhase.Preparing or MigrationPhase.Restoring;

    protected override OperationPlan OnAbandon(PlanInput.Abandon abandon, DateTimeOffset now, List<PlanEffect> effects)
    {
        if (Committed || IsGoingBack)
        {
            return this;
        }

        return TurnBack(abandon.Fault, abandon.Message, now, effects);
    }

    protected override PlanTurn OnNodeDied(string node, DateTimeOffset now)
    {
        var plan = node == Request.To ? this with { TargetIsDead = true } : this;
        if (plan.IsGoingBack)
        {
            var effects = new List<PlanEffect>();
            return new(plan.FinishIfBack(now, effects), effects);
        }

        var needed = node == Request.To || (node == Request.From && Phase < MigrationPhase.Preparing);
        return needed && !Committed
            ? plan.Decide(new(CheckpointFault.NodeDead, $"{node} no longer answers."), now)
            : new(plan, []);
    }

    protected override OperationPlan OnNodeUp(string node) => node == Request.To ? this with { TargetIsDead = false } : this;

    private static bool IsLost(CheckpointFault fault) => fault is CheckpointFault.ApplicationLost or CheckpointFault.NotRunning;

    private static string Told(Report answer) => $"{answer.Of} on {answer.From}: {answer.Message ?? answer.Outcome}";

    private MigrationPlan OnFailure(Command command, CheckpointFault fault, string message, DateTimeOffset now, List<PlanEffect> effects)
    {
        switch (Phase)
        {
            case <= MigrationPhase.Preparing:
                return TurnBack(fault, message, now, effects);

            // The prepared copy is gone: it is made again from the image, which the target keeps until it runs.
            case MigrationPhase.Resuming when IsLost(fault):
                return Await(MigrationPhase.Restoring, now, effects, Commands.Restart(Request.To, attempt: 1));

            // Without a prepared copy the restore is the test, and the source has kept its image for this.
            case MigrationPhase.Restoring when !Request.Capabilities.RestoresStopped:
                return TurnBack(fault, message, now, effects);
            case MigrationPhase.Restoring or MigrationPhase.Returning when command.Attempt >= Timings.RestartAttempts:
                return Lose(command.Node, message, now, effects);
            case MigrationPhase.Tidying when command.Attempt >= FirstTidying + TidyingAttempts:
                return Leave(now, effects).Succeed(now, effects);

            case MigrationPhase.Thawing when command.Event == EventNames.Thaw && IsLost(fault):
                return Await(MigrationPhase.Returning, now, effects, Commands.Restart(Request.From, attempt: 0));
            case MigrationPhase.Thawing when command.Node == Request.To && command.Attempt >= TidyingAttempts:
                return FinishIfBack(now, effects);

            default:
                return this with { Outstanding = Outstanding.Retried(command, now, Timings) };
        }
    }

    private MigrationPlan TurnBack(CheckpointFault fault, string message, DateTimeOffset now, List<PlanEffect> effects)
    {
        var back = this with
        {
            Token = Token + 1,
            Outstanding = Outstanding.None,
            DeadlineAt = null,
            Fault = fault,
            Message = message,
        };
        if (TargetWasToldRestart)
        {
            return back.Await(MigrationPhase.Clearing, now, effects, back.Commands.Destroy(Request.To, "remove"));
        }

        return TargetHolds
            ? back.Await(MigrationPhase.Thawing, now, effects, back.Commands.Destroy(Request.To, "remove")).LetSourceGoOn(now, effects)
            : back.LetSourceGoOn(now, effects);
    }

    /// <summary>A command of the way back was done.</summary>
    private MigrationPlan Back(Command command, DateTimeOffset now, List<PlanEffect> effects) =>
        Phase == MigrationPhase.Clearing ? LetSourceGoOn(now, effects) : FinishIfBack(now, effects);

    private MigrationPlan LetSourceGoOn(DateTimeOffset now, List<PlanEffect> effects)
    {
        if (StoppedAt is null)
        {
            return (this with { Phase = MigrationPhase.Thawing }).FinishIfBack(now, effects);
        }

        // After a commitment the source has destroyed its copy and kept the image.
        return Committed
            ? Await(MigrationPhase.Returning, now, effects, Commands.Restart(Request.From, attempt: 0))
            : Await(MigrationPhase.Thawing, now, effects, Commands.Thaw(Request.From));
    }

    private MigrationPlan FinishIfBack(DateTimeOffset now, List<PlanEffect> effects)
    {
        var waits = Phase == MigrationPhase.Clearing || Outstanding.Waits(Request.From)
            || (Outstanding.Waits(Request.To) && !TargetIsDead);
        return waits ? this : Finish(
            now,
            effects,
            StoppedAt is null ? Outcomes.Refused : Outcomes.Failed,
            Fault,
            $"{Message} The application runs on at {Request.From}.");
    }
}
