using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>What a plan wants done. Effects are performed in their order; a record is on the disk before the next effect is begun.</summary>
public abstract record PlanEffect
{
    private PlanEffect()
    {
    }

    public sealed record Write(JournalRecord Record) : PlanEffect;

    public sealed record Send(Command Command) : PlanEffect;

    /// <param name="ElapsedMs">Null when the step is begun.</param>
    public sealed record Tell(MigrationStep Step, long? ElapsedMs) : PlanEffect;

    /// <param name="Report">The operation's last word: final.</param>
    public sealed record Finish(Report Report) : PlanEffect;
}
