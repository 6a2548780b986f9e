using System.Collections.Immutable;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>The commands that are told and not yet answered. Immutable.</summary>
public sealed record Outstanding(ImmutableList<Outstanding.Entry> Entries)
{
    public static readonly Outstanding None = new([]);

    /// <param name="NextAt">When it is told (again).</param>
    public sealed record Entry(Command Command, DateTimeOffset NextAt, int TimesSent);

    public bool IsEmpty => Entries.IsEmpty;

    /// <summary>With a command that is told now.</summary>
    public Outstanding Told(Command command, DateTimeOffset now, PlanTimings timings) =>
        new(Entries.Add(new(command, now + timings.Pause(1), 1)));

    /// <summary>With <paramref name="failed"/> to be told once more after a pause, as a new attempt.</summary>
    public Outstanding Retried(Command failed, DateTimeOffset now, PlanTimings timings)
    {
        var next = failed with { Attempt = failed.Attempt + 1 };
        return new(Entries.Add(new(next, now + timings.Pause(next.Attempt), 0)));
    }

    /// <summary>The command that a report answers; null when it is none of these: another operation's, late, or a second time.</summary>
    public Command? AnsweredBy(Report report) =>
        Entries.Find(e =>
            e.Command.Operation == report.Operation && e.Command.Event == report.Of && e.Command.Node == report.From
            && e.Command.Role == report.Role && e.Command.Attempt == report.Attempt)?.Command;

    public Outstanding Without(Command command) => new(Entries.RemoveAll(e => ReferenceEquals(e.Command, command)));

    public bool Waits(string node) => Entries.Exists(e => e.Command.Node == node);

    /// <summary>A node is there again: what waits for it is told at the next tick.</summary>
    public Outstanding Hasten(string node, DateTimeOffset now) =>
        new(Entries.ConvertAll(e => e.Command.Node == node && e.NextAt > now ? e with { NextAt = now, TimesSent = 0 } : e));

    /// <summary>What is due, and these with it told.</summary>
    public (Outstanding Next, IReadOnlyList<Command> Due) Due(DateTimeOffset now, PlanTimings timings)
    {
        var due = Entries.FindAll(e => e.NextAt <= now).ConvertAll(e => e.Command);
        return due.IsEmpty
            ? (this, due)
            : (new(Entries.ConvertAll(e => e.NextAt > now ? e : Again(e, now, timings))), due);
    }

    private static Entry Again(Entry entry, DateTimeOffset now, PlanTimings timings) =>
        entry with { TimesSent = entry.TimesSent + 1, NextAt = now + timings.Pause(entry.TimesSent + 1) };
}
