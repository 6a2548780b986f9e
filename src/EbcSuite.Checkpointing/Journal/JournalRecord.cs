using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Journal;

/// <summary>
/// One line of the front-end's journal (JSON). The journal holds what plans were given, not what they are: the same inputs at the
/// same times make the same plans again.
/// </summary>
/// <param name="At">The time the input was given with.</param>
/// <param name="Token">The highest token in use for the application after this record.</param>
public sealed record JournalRecord(JournalKind Kind, DateTimeOffset At, string Operation, string Application, long Token)
{
    /// <summary>With begun, of a migration.</summary>
    public MigrationRequest? Migration { get; init; }

    /// <summary>With begun, of an operation of one command.</summary>
    public CommandRequest? Command { get; init; }

    /// <summary>The node's answer with step, committed, undoing; the last word with finished.</summary>
    public Report? Report { get; init; }

    /// <summary>With undoing that no answer caused.</summary>
    public CheckpointFault? Fault { get; init; }

    public string? Message { get; init; }
}
