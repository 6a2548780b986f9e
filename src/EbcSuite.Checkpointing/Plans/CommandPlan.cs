using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>An operation of one command: told until answered; undone until that is confirmed where it fails half-way.</summary>
public sealed record CommandPlan : OperationPlan
{
    public required CommandRequest Request { get; init; }

    public bool Undoing { get; private init; }

    public override MigrationStep? Step => null;

    public override IReadOnlyList<string> Nodes => [Request.Command.Node];

    private CheckpointFault Fault { get; init; }

    private string Message { get; init; } = "";

    public static PlanTurn Begin(CommandRequest request, PlanTimings timings, DateTimeOffset now)
    {
        var command = request.Command;
        var plan = new CommandPlan
        {
            Operation = command.Operation,
            Application = command.Application,
            Of = request.Of,
            FrontEnd = command.From,
            Timings = timings,
            BeganAt = now,
            Token = command.Token,
            Request = request,
            Outstanding = Outstanding.None.Told(command, now, timings),
        };
        return new(
            plan with { DeadlineAt = now + plan.Limit },
            [
                new PlanEffect.Write(new(JournalKind.Begun, now, plan.Operation, plan.Application, plan.Token) { Command = request }),
                new PlanEffect.Send(command),
            ]);
    }

    private TimeSpan Limit => Request.DeadlineMs is { } ms ? TimeSpan.FromMilliseconds(ms) : Timings.Command;

    public override OperationPlan Resumed(DateTimeOffset now) => this with
    {
        Outstanding = Outstanding.Hasten(Request.Command.Node, now),
        DeadlineAt = Undoing ? null : now + Limit,
    };

    protected override JournalKind KindOf(OperationPlan next) =>
        next is CommandPlan { Undoing: true } && !Undoing ? JournalKind.Undoing : JournalKind.Step;

    protected override OperationPlan OnAnswer(Command command, Report answer, DateTimeOffset now, List<PlanEffect> effects)
    {
        if (Undoing)
        {
            return answer.IsDone || answer.Error is CheckpointFault.ApplicationLost or CheckpointFault.NotRunning
                ? Fail(Outcomes.Failed, now, effects)
                : this with { Outstanding = Outstanding.Retried(command, now, Timings) };
        }

        if (answer.IsDone)
        {
            return Succeed(answer, now, effects);
        }

        var failed = this with { Fault = answer.Error ?? CheckpointFault.Internal, Message = answer.Message ?? answer.Outcome };
        return answer.Outcome == Outcomes.Refused ? failed.Fail(Outcomes.Refused, now, effects) : failed.Undo(now, effects);
    }

    protected override OperationPlan OnAbandon(PlanInput.Abandon abandon, DateTimeOffset now, List<PlanEffect> effects) =>
        Undoing ? this : (this with { Fault = abandon.Fault, Message = abandon.Message }).Undo(now, effects);

    private CommandPlan Undo(DateTimeOffset now, List<PlanEffect> effects)
    {
        if (Request.Undo is not { } undo)
        {
            return Fail(Outcomes.Failed, now, effects);
        }

        var command = undo with { Token = Token + 1 };
        effects.Add(new PlanEffect.Send(command));
        return this with
        {
            Undoing = true,
            Token = command.Token,
            DeadlineAt = null,
            Outstanding = Outstanding.None.Told(command, now, Timings),
        };
    }

    private CommandPlan Succeed(Report answer, DateTimeOffset now, List<PlanEffect> effects) => Finish(effects, Final(Outcomes.Done, now) with
    {
        State = answer.State ?? Result,
        To = answer.From,
        Bytes = answer.Bytes,
        ExitCode = answer.ExitCode,
        StoppedMs = answer.StoppedMs,
        Image = Of == EventNames.CheckpointApplication ? Operation : null,
    });

    private CommandPlan Fail(string outcome, DateTimeOffset now, List<PlanEffect> effects) =>
        Finish(effects, Final(outcome, now) with { Error = Fault, Message = Message });

    private ApplicationState Result =>
        Of == EventNames.StopApplication ? ApplicationState.Ended : ApplicationState.Running;

    private CommandPlan Finish(List<PlanEffect> effects, Report report)
    {
        effects.Add(new PlanEffect.Finish(report));
        return this with { IsFinished = true, Outstanding = Outstanding.None };
    }

    private Report Final(string outcome, DateTimeOffset now) => new()
    {
        Operation = Operation,
        Of = Of,
        From = FrontEnd,
        Outcome = outcome,
        Application = Application,
        ElapsedMs = (long)(now - BeganAt).TotalMilliseconds,
        Final = true,
    };
}
