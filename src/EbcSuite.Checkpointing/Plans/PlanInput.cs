using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>What happens to a plan.</summary>
public abstract record PlanInput
{
    private PlanInput()
    {
    }

    /// <summary>A node answered a command; of whatever operation, late, twice: the plan knows its own.</summary>
    public sealed record Reported(Report Report) : PlanInput;

    /// <summary>Time passed: what is unanswered is told again, and a deadline may have passed.</summary>
    public sealed record Tick : PlanInput;

    public sealed record NodeDied(string Node) : PlanInput;

    public sealed record NodeCameUp(string Node) : PlanInput;

    /// <summary>The plan's own decision to go no further, kept in the journal as its input; ignored where it comes too late.</summary>
    public sealed record Abandon(CheckpointFault Fault, string Message) : PlanInput;
}
