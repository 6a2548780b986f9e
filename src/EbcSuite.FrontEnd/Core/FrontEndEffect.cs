using EbcSuite.Checkpointing.Journal;
using EbcSuite.Events;

namespace EbcSuite.FrontEnd.Core;

/// <summary>What the front-end wants done, in this order; a record is on the disk before the next effect is begun.</summary>
public abstract record FrontEndEffect
{
    private FrontEndEffect()
    {
    }

    public sealed record Append(JournalRecord Record) : FrontEndEffect;

    public sealed record Publish(Notification Notification) : FrontEndEffect;

    /// <summary>A line for the log.</summary>
    /// <param name="Operation">Null when it is of none.</param>
    public sealed record Note(string? Operation, bool Warning, string Text) : FrontEndEffect;
}
