using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>
/// One operation as a value: it takes inputs with their time and returns itself changed and what is to be done. Nothing is
/// remembered elsewhere: the inputs it wrote to the journal, given again, make the same plan.
/// </summary>
public abstract record OperationPlan
{
    public required string Operation { get; init; }

    public required string Application { get; init; }

    /// <summary>The request's event.</summary>
    public required string Of { get; init; }

    /// <summary>The identity of who plans.</summary>
    public required string FrontEnd { get; init; }

    public required PlanTimings Timings { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>The highest fencing token this operation uses.</summary>
    public required long Token { get; init; }

    public Outstanding Outstanding { get; init; } = Outstanding.None;

    /// <summary>Null while the plan gives no step a name.</summary>
    public abstract MigrationStep? Step { get; }

    public abstract IReadOnlyList<string> Nodes { get; }

    public bool IsFinished { get; init; }

    /// <summary>When the plan gives up; null when it does not.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    public PlanTurn Handle(PlanInput input, DateTimeOffset now)
    {
        if (IsFinished)
        {
            return new(this, []);
        }

        return input switch
        {
            PlanInput.Reported reported => OnReport(reported, now),
            PlanInput.Abandon abandon => Decide(abandon, now),
            PlanInput.Tick when DeadlineAt <= now => Decide(
                new(CheckpointFault.DeadlinePassed, $"The deadline of {Describe()} passed; no answer to: {Unanswered()}."), now),
            PlanInput.Tick => OnTick(now),
            PlanInput.NodeDied died => OnNodeDied(died.Node, now),
            PlanInput.NodeCameUp up => new(OnNodeUp(up.Node) with { Outstanding = Outstanding.Hasten(up.Node, now) }, []),
            _ => new(this, []),
        };
    }

    /// <summary>After a restart of who plans: everything unanswered is due, and the running step's time begins anew.</summary>
    public abstract OperationPlan Resumed(DateTimeOffset now);

    protected abstract OperationPlan OnAnswer(Command command, Report answer, DateTimeOffset now, List<PlanEffect> effects);

    /// <summary>Goes no further; returns this same plan where it is too late for that.</summary>
    protected abstract OperationPlan OnAbandon(PlanInput.Abandon abandon, DateTimeOffset now, List<PlanEffect> effects);

    protected virtual PlanTurn OnNodeDied(string node, DateTimeOffset now) => new(this, []);

    protected virtual OperationPlan OnNodeUp(string node) => this;

    /// <summary>What a reader of the journal should see in this record: step, committed or undoing.</summary>
    protected abstract JournalKind KindOf(OperationPlan next);

    protected PlanTurn Decide(PlanInput.Abandon abandon, DateTimeOffset now)
    {
        var effects = new List<PlanEffect>();
        var next = OnAbandon(abandon, now, effects);
        if (ReferenceEquals(next, this))
        {
            return OnTick(now);
        }

        effects.Insert(0, new PlanEffect.Write(
            Record(next, now) with { Fault = abandon.Fault, Message = abandon.Message }));
        return new(next, effects);
    }

    private PlanTurn OnReport(PlanInput.Reported input, DateTimeOffset now)
    {
        if (Outstanding.AnsweredBy(input.Report) is not { } command)
        {
            return new(this, []);
        }

        var effects = new List<PlanEffect>();
        var answered = this with { Outstanding = Outstanding.Without(command) };
        var next = answered.OnAnswer(command, input.Report, now, effects);
        effects.Insert(0, new PlanEffect.Write(Record(next, now) with { Report = input.Report }));
        return new(next, effects);
    }

    private PlanTurn OnTick(DateTimeOffset now)
    {
        var (next, due) = Outstanding.Due(now, Timings);
        return new(this with { Outstanding = next }, [.. due.Select(c => new PlanEffect.Send(c))]);
    }

    private JournalRecord Record(OperationPlan next, DateTimeOffset now) =>
        new(KindOf(next), now, Operation, Application, next.Token);

    private string Describe() => Step is { } step ? $"{Of}, step {Words.Of(step)}," : Of;

    private string Unanswered() =>
        string.Join(", ", Outstanding.Entries.Select(e => $"{e.Command.Event} on {e.Command.Node}"));
}
