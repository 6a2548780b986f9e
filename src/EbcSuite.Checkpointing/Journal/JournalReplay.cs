using System.Collections.Immutable;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Journal;

/// <summary>What a journal comes to.</summary>
/// <param name="Unfinished">By operation.</param>
/// <param name="Finished">The last words that were written, oldest first.</param>
/// <param name="Unsaid">Last words that the plans came to and that were not written: they are to be written and said.</param>
public sealed record JournalReplay(
    ImmutableDictionary<string, OperationPlan> Unfinished,
    ImmutableList<Report> Finished,
    ImmutableDictionary<string, Report> Unsaid,
    FencingTokens Tokens)
{
    public static readonly JournalReplay Empty = new(
        ImmutableDictionary.Create<string, OperationPlan>(StringComparer.Ordinal),
        [],
        ImmutableDictionary.Create<string, Report>(StringComparer.Ordinal),
        FencingTokens.None);

    /// <exception cref="JournalException">A record does not follow from those before it; it is named by its number.</exception>
    public static JournalReplay Of(IEnumerable<JournalRecord> records, PlanTimings timings)
    {
        var replay = Empty;
        var number = 0;
        foreach (var record in records)
        {
            number++;
            replay = replay.With(record, number, timings);
        }

        return replay;
    }

    private JournalReplay With(JournalRecord record, int number, PlanTimings timings)
    {
        var seen = this with { Tokens = Tokens.Seen(record.Application, record.Token) };
        return record switch
        {
            { Kind: JournalKind.Token } => seen,
            { Kind: JournalKind.Begun, Migration: { } migration } => seen.Put(MigrationPlan.Begin(migration, timings, record.At)),
            { Kind: JournalKind.Begun, Command: { } command } => seen.Put(CommandPlan.Begin(command, timings, record.At)),
            { Kind: JournalKind.Finished, Report: { } last } => seen with
            {
                Unfinished = Unfinished.Remove(record.Operation),
                Unsaid = Unsaid.Remove(record.Operation),
                Finished = Finished.Add(last),
            },
            { Kind: JournalKind.Step or JournalKind.Committed or JournalKind.Undoing } => seen.Given(record, number),
            _ => throw new JournalException(number, $"A record of kind {record.Kind} lacks what it must have."),
        };
    }

    private JournalReplay Given(JournalRecord record, int number)
    {
        if (!Unfinished.TryGetValue(record.Operation, out var plan))
        {
            throw new JournalException(number, $"Operation {record.Operation} was not begun before, or is finished.");
        }

        PlanInput input = record.Report is { } report ? new PlanInput.Reported(report)
            : new PlanInput.Abandon(record.Fault ?? CheckpointFault.Internal, record.Message ?? "");
        var turn = plan.Handle(input, record.At);
        return turn.Plan.Token == record.Token ? Put(turn) : throw new JournalException(
            number, $"Operation {record.Operation} comes to token {turn.Plan.Token}, and the record has {record.Token}.");
    }

    private JournalReplay Put(PlanTurn turn)
    {
        var operation = turn.Plan.Operation;
        return turn.Effects.OfType<PlanEffect.Finish>().FirstOrDefault() is { } finish
            ? this with { Unfinished = Unfinished.Remove(operation), Unsaid = Unsaid.SetItem(operation, finish.Report) }
            : this with { Unfinished = Unfinished.SetItem(operation, turn.Plan) };
    }
}
