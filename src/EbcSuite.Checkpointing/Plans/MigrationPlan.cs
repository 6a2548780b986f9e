using System.Collections.Immutable;
using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>
/// A migration: design.md section 6, "a migration is a transaction". An application runs at most once, and in the end on the
/// target, or on the source as if nothing had happened. The way forward is <see cref="Forward"/>, to be read from top to bottom;
/// the way back is in MigrationPlan.Undo.cs. Nothing here knows a driver: capabilities decide (Nguyen and Thoai, 2012, has the steps).
/// </summary>
public sealed partial record MigrationPlan : OperationPlan
{
    public required MigrationRequest Request { get; init; }

    public MigrationPhase Phase { get; private init; }

    /// <summary>From here on the target is the owner: the plan goes forward only.</summary>
    public bool Committed { get; private init; }

    public override MigrationStep? Step => CurrentStep;

    public override IReadOnlyList<string> Nodes => [Request.From, Request.To];

    private MigrationStep CurrentStep { get; init; }

    private DateTimeOffset StepBeganAt { get; init; }

    private ImmutableDictionary<string, long> StepsMs { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>When the source was told to stop the application; null before.</summary>
    private DateTimeOffset? StoppedAt { get; init; }

    private long ImageBytes { get; init; }

    private long TransferredBytes { get; init; }

    private MigrationCommands Commands => new(Request, Token);

    public static PlanTurn Begin(MigrationRequest request, PlanTimings timings, DateTimeOffset now)
    {
        var effects = new List<PlanEffect>
        {
            new PlanEffect.Write(new(JournalKind.Begun, now, request.Operation, request.Application, request.Token) { Migration = request }),
        };
        var plan = new MigrationPlan
        {
            Operation = request.Operation,
            Application = request.Application,
            Of = EventNames.MigrateApplication,
            FrontEnd = request.FrontEnd,
            Timings = timings,
            BeganAt = now,
            Token = request.Token,
            Request = request,
        };
        plan = plan.Enter(MigrationStep.Initialization, now, effects);
        return new(plan.Await(MigrationPhase.Inspecting, now, effects, plan.Commands.Inspect()), effects);
    }

    public override OperationPlan Resumed(DateTimeOffset now) =>
        this with { Outstanding = Outstanding.Hasten(Request.From, now).Hasten(Request.To, now), DeadlineAt = Deadline(CurrentStep, now) };

    protected override JournalKind KindOf(OperationPlan next) => next is not MigrationPlan migration ? JournalKind.Step
        : migration.IsGoingBack && !IsGoingBack ? JournalKind.Undoing
        : migration.Committed && !Committed ? JournalKind.Committed
        : JournalKind.Step;

    protected override OperationPlan OnAnswer(Command command, Report answer, DateTimeOffset now, List<PlanEffect> effects) =>
        !answer.IsDone ? OnFailure(command, answer.Error ?? CheckpointFault.Internal, Told(answer), now, effects)
        : Phase == MigrationPhase.Preparing && answer.State is not (null or ApplicationState.Prepared)
            ? OnFailure(command, CheckpointFault.RestoreFailed, $"{Request.To} was told to hold it and reports {answer.State}.", now, effects)
        : Forward(command, answer, now, effects);

    // The checklist.
    private MigrationPlan Forward(Command command, Report answer, DateTimeOffset now, List<PlanEffect> effects)
    {
        switch (Phase)
        {
            // 1. initialization: the source says what the application needs; the target says that it has it, and reserves.
            case MigrationPhase.Inspecting:
                return Await(MigrationPhase.Reserving, now, effects, Commands.Reserve(answer.Body));

            // 2. checkpointing: the source stops the whole application, writes its image and keeps it, stopped.
            case MigrationPhase.Reserving:
                return (Leave(now, effects).Enter(MigrationStep.Checkpointing, now, effects) with { StoppedAt = now })
                    .Await(MigrationPhase.Dumping, now, effects, Commands.Checkpoint());

            // 3. transferring: the image goes over, and both ends say that it is whole;
            case MigrationPhase.Dumping:
                return (Leave(now, effects).Enter(MigrationStep.Transferring, now, effects) with { ImageBytes = answer.Bytes ?? 0 })
                    .Await(MigrationPhase.Moving, now, effects, Commands.Receive(answer.Body), Commands.Send());
            case MigrationPhase.Moving when !Outstanding.IsEmpty:
                return Noting(command, answer);

            //    the target restores it, still stopped. A restore that fails, fails here, where everything can be undone.
            case MigrationPhase.Moving when Request.Capabilities.RestoresStopped:
                return Noting(command, answer).Await(MigrationPhase.Preparing, now, effects, Commands.Prepare());
            case MigrationPhase.Moving:
                return Noting(command, answer).Commit("keep", now, effects);

            // 4. commitment: the decision, with a new token, is in the journal before anybody is told.
            case MigrationPhase.Preparing:
                return Commit("remove", now, effects);

            // 5. restarting: the source has destroyed its copy and says so; only now may the target's run.
            case MigrationPhase.Releasing when Request.Capabilities.RestoresStopped:
                return Await(MigrationPhase.Resuming, now, effects, Commands.Thaw(Request.To));
            case MigrationPhase.Releasing:
                return Await(MigrationPhase.Restoring, now, effects, Commands.Restart(Request.To, attempt: 0));
            case MigrationPhase.Restoring when !Request.Capabilities.RestoresStopped:
                return Await(MigrationPhase.Tidying, now, effects, Commands.Destroy(Request.From, "remove", FirstTidying));
            case MigrationPhase.Resuming or MigrationPhase.Restoring or MigrationPhase.Tidying:
                return Leave(now, effects).Succeed(now, effects);

            default:
                return Back(command, now, effects);
        }
    }

    private MigrationPlan Commit(string sourceFiles, DateTimeOffset now, List<PlanEffect> effects)
    {
        var committed = Leave(now, effects).Enter(MigrationStep.Commitment, now, effects)
            with
        { Committed = true, Token = Token + 1, DeadlineAt = null };
        return committed.Leave(now, effects).Enter(MigrationStep.Restarting, now, effects)
            .Await(MigrationPhase.Releasing, now, effects, committed.Commands.Destroy(Request.From, sourceFiles));
    }

    private MigrationPlan Noting(Command command, Report answer) =>
        command.Role == "send" && answer.Bytes is { } bytes ? this with { TransferredBytes = bytes } : this;

    private MigrationPlan Await(MigrationPhase phase, DateTimeOffset now, List<PlanEffect> effects, params ReadOnlySpan<Command> commands)
    {
        var outstanding = Outstanding;
        foreach (var command in commands)
        {
            effects.Add(new PlanEffect.Send(command));
            outstanding = outstanding.Told(command, now, Timings);
        }

        return this with { Phase = phase, Outstanding = outstanding };
    }

    private MigrationPlan Enter(MigrationStep step, DateTimeOffset now, List<PlanEffect> effects)
    {
        effects.Add(new PlanEffect.Tell(step, ElapsedMs: null));
        return this with { CurrentStep = step, StepBeganAt = now, DeadlineAt = Deadline(step, now) };
    }

    private MigrationPlan Leave(DateTimeOffset now, List<PlanEffect> effects)
    {
        var elapsed = (long)(now - StepBeganAt).TotalMilliseconds;
        effects.Add(new PlanEffect.Tell(CurrentStep, elapsed));
        return this with { StepsMs = StepsMs.SetItem(Words.Of(CurrentStep), elapsed) };
    }

    private DateTimeOffset? Deadline(MigrationStep step, DateTimeOffset now)
    {
        if (step > MigrationStep.Transferring || IsGoingBack)
        {
            return null;
        }

        var ofStep = now + Timings.Before(step);
        return Request.DeadlineMs is { } ms && BeganAt.AddMilliseconds(ms) < ofStep ? BeganAt.AddMilliseconds(ms) : ofStep;
    }
}
