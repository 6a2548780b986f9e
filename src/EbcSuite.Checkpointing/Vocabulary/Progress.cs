using System.Diagnostics.CodeAnalysis;
using EbcSuite.Events;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>How far an operation is: <c>event = "progress"</c>. From the front-end by steps, from a node in bytes.</summary>
public sealed record Progress
{
    public const string Begun = "begun";

    public const string StepDone = "done";

    public required string Operation { get; init; }

    public required string From { get; init; }

    public string? Application { get; init; }

    public MigrationStep? Step { get; init; }

    /// <summary><see cref="Begun"/>, <see cref="StepDone"/>, or null when it tells bytes only.</summary>
    public string? State { get; init; }

    /// <summary>Of the step, with <see cref="StepDone"/>.</summary>
    public long? ElapsedMs { get; init; }

    /// <summary>Bytes so far.</summary>
    public long? Done { get; init; }

    /// <summary>Bytes in all.</summary>
    public long? Total { get; init; }

    public Notification ToNotification() => new AttributeWriter(EventNames.Progress, From)
        .Add(AttributeNames.Operation, Operation)
        .Add(AttributeNames.Application, Application)
        .Add(AttributeNames.Step, Step is { } step ? Words.Of(step) : null)
        .Add(AttributeNames.State, State)
        .Add(AttributeNames.ElapsedMs, ElapsedMs)
        .Add(AttributeNames.Done, Done)
        .Add(AttributeNames.Total, Total)
        .ToNotification();

    public static bool TryRead(
        Notification notification, [NotNullWhen(true)] out Progress? progress, [NotNullWhen(false)] out string? problem)
    {
        var read = new AttributeReader(notification);
        read.Require(notification.Text(AttributeNames.Event) == EventNames.Progress, "'event' is not progress");
        var step = read.OptionalText(AttributeNames.Step);
        var result = new Progress
        {
            Operation = read.Text(AttributeNames.Operation),
            From = read.Text(AttributeNames.From),
            Application = read.OptionalText(AttributeNames.Application),
            Step = Words.Step(step),
            State = read.OneOf(AttributeNames.State, Begun, StepDone),
            ElapsedMs = read.OptionalInteger(AttributeNames.ElapsedMs),
            Done = read.OptionalInteger(AttributeNames.Done),
            Total = read.OptionalInteger(AttributeNames.Total),
        };
        read.Require(step is null || result.Step is not null, $"'step' is not known: {step}");
        problem = read.Problem;
        progress = problem is null ? result : null;
        return problem is null;
    }
}
