using System.Text;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Tests.Plans;

/// <summary>Drives a plan by hand and writes down what it wants, in words: "send checkpoint a", "write committed 6", "finish done".</summary>
internal sealed class PlanBench
{
    public static readonly PlanTimings Timings = new();
    private readonly List<PlanEffect> _latest = [];

    public PlanBench(DriverCapabilities? capabilities = null, bool force = false, long? deadlineMs = null) => Take(MigrationPlan.Begin(
        new("op", "front-end", "heat", "a", "b", 5, capabilities ?? new(true, true, false, false), force, deadlineMs), Timings, Now));

    public PlanBench(CommandRequest request) => Take(CommandPlan.Begin(request, Timings, Now));

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public OperationPlan Plan { get; private set; } = null!;

    public List<JournalRecord> Journal { get; } = [];

    public Report? Final { get; private set; }

    /// <summary>What the latest input led to.</summary>
    public IReadOnlyList<string> Words => [.. _latest.Select(Word)];

    public IReadOnlyList<Command> Sent => [.. _latest.OfType<PlanEffect.Send>().Select(s => s.Command)];

    public static Report Answer(
        string of, string node, string outcome = Outcomes.Done, CheckpointFault? error = null, string? role = null, int attempt = 0,
        ApplicationState? state = null) => new()
        {
            Operation = "op",
            Of = of,
            From = node,
            Outcome = outcome,
            Error = error,
            Role = role,
            Attempt = attempt,
            State = state,
            Bytes = 100,
            Body = Encoding.UTF8.GetBytes($"body of {of}"),
            Message = error?.ToString(),
        };

    public PlanBench Wait(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    public PlanBench Give(PlanInput input)
    {
        Take(Plan.Handle(input, Now));
        return this;
    }

    public PlanBench Done(string of, string node, string? role = null, int attempt = 0, ApplicationState? state = null) =>
        Give(new PlanInput.Reported(Answer(of, node, role: role, attempt: attempt, state: state)));

    public PlanBench Fails(string of, string node, CheckpointFault error, string? role = null, int attempt = 0) =>
        Give(new PlanInput.Reported(Answer(of, node, Outcomes.Failed, error, role, attempt)));

    public PlanBench Tick(double afterSeconds) => Wait(afterSeconds).Give(new PlanInput.Tick());

    /// <summary>As far as the prepared copy on the target, its report not yet in.</summary>
    public PlanBench UntilPreparing() => UntilMoving().Done("transfer", "b", "receive").Done("transfer", "a", "send");

    public PlanBench UntilMoving() => Done("inspect", "a").Done("reserve", "b").Done("checkpoint", "a");

    public PlanBench UntilCommitted() => UntilPreparing().Done("restart", "b", state: ApplicationState.Prepared);

    private static string Word(PlanEffect effect) => effect switch
    {
        PlanEffect.Write(var record) => $"write {record.Kind.ToString().ToLowerInvariant()} {record.Token}",
        PlanEffect.Send(var c) => $"send {c.Event} {c.Node}{(c.Role is null ? "" : " " + c.Role)}{(c.Attempt == 0 ? "" : " #" + c.Attempt)}",
        PlanEffect.Tell(var step, var elapsed) => $"{step.ToString().ToLowerInvariant()} {(elapsed is null ? "begun" : "done")}",
        PlanEffect.Finish(var report) => $"finish {report.Outcome}",
        _ => throw new ArgumentOutOfRangeException(nameof(effect)),
    };

    private void Take(PlanTurn turn)
    {
        Plan = turn.Plan;
        _latest.Clear();
        _latest.AddRange(turn.Effects);
        Journal.AddRange(turn.Effects.OfType<PlanEffect.Write>().Select(w => w.Record));
        Final = turn.Effects.OfType<PlanEffect.Finish>().SingleOrDefault()?.Report ?? Final;
    }
}
