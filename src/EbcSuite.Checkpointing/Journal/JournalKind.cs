namespace EbcSuite.Checkpointing.Journal;

/// <summary>What a record of the front-end's journal says. The names are on disk: they only grow.</summary>
public enum JournalKind
{
    /// <summary>An operation begins; it has its request.</summary>
    Begun = 1,

    /// <summary>An answer that the plan took.</summary>
    Step,

    /// <summary>As <see cref="Step"/>, and with it the decision for the target, under a new token.</summary>
    Committed,

    /// <summary>An answer or an abandonment, and with it the decision to go back, under a new token.</summary>
    Undoing,

    /// <summary>The final report.</summary>
    Finished,

    /// <summary>Nothing but an application's highest token, which outlives its operations.</summary>
    Token,
}
