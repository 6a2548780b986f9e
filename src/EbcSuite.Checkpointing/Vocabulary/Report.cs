using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using EbcSuite.Events;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>
/// The answer to one request or command: <c>event = "report"</c>. A node answers a command with
/// <see cref="Done"/> or <see cref="NotDone"/>, which carry over what names the command.
/// </summary>
public sealed record Report
{
    public required string Operation { get; init; }

    /// <summary>The event it answers.</summary>
    public required string Of { get; init; }

    /// <summary>Who reports.</summary>
    public required string From { get; init; }

    /// <summary>One of <see cref="Outcomes"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why not done; null when done.</summary>
    public CheckpointFault? Error { get; init; }

    /// <summary>For people: what happened and what to do.</summary>
    public string? Message { get; init; }

    public string? Application { get; init; }

    /// <summary>Of the command: send or receive.</summary>
    public string? Role { get; init; }

    /// <summary>Of the command.</summary>
    public int Attempt { get; init; }

    public ApplicationState? State { get; init; }

    public string? To { get; init; }

    public string? Image { get; init; }

    public long? Bytes { get; init; }

    public long? ElapsedMs { get; init; }

    public long? StoppedMs { get; init; }

    public int? ExitCode { get; init; }

    /// <summary>The operation's last word; only from the front-end.</summary>
    public bool Final { get; init; }

    /// <summary>JSON, as docs/events.md says for each event; empty if none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    [JsonIgnore]
    public bool IsDone => string.Equals(Outcome, Outcomes.Done, StringComparison.Ordinal);

    /// <summary>A node's answer that it did what <paramref name="command"/> asks.</summary>
    public static Report Done(Command command, string from) => Answer(command, from, Outcomes.Done);

    /// <param name="outcome"><see cref="Outcomes.Refused"/> or <see cref="Outcomes.Failed"/>.</param>
    public static Report NotDone(Command command, string from, string outcome, CheckpointFault error, string message) =>
        Answer(command, from, outcome) with { Error = error, Message = message };

    public Notification ToNotification() => new AttributeWriter(EventNames.Report, From)
        .Add(AttributeNames.Operation, Operation)
        .Add(AttributeNames.Of, Of)
        .Add(AttributeNames.Outcome, Outcome)
        .Add(AttributeNames.Error, Error?.ToString())
        .Add(AttributeNames.Message, Message)
        .Add(AttributeNames.Application, Application)
        .Add(AttributeNames.Role, Role)
        .Add(AttributeNames.Attempt, Attempt == 0 ? null : Attempt)
        .Add(AttributeNames.State, State is { } state ? Words.Of(state) : null)
        .Add(AttributeNames.To, To)
        .Add(AttributeNames.Image, Image)
        .Add(AttributeNames.Bytes, Bytes)
        .Add(AttributeNames.ElapsedMs, ElapsedMs)
        .Add(AttributeNames.StoppedMs, StoppedMs)
        .Add(AttributeNames.ExitCode, ExitCode)
        .Add(AttributeNames.Final, Final ? true : null)
        .ToNotification(Body);

    /// <summary>Reads a notification whose event is report; a problem names the attribute that is wrong.</summary>
    public static bool TryRead(
        Notification notification, [NotNullWhen(true)] out Report? report, [NotNullWhen(false)] out string? problem)
    {
        var read = new AttributeReader(notification);
        read.Require(notification.Text(AttributeNames.Event) == EventNames.Report, "'event' is not report");
        var error = read.OptionalText(AttributeNames.Error);
        var state = read.OptionalText(AttributeNames.State);
        var result = new Report
        {
            Operation = read.Text(AttributeNames.Operation),
            Of = read.Text(AttributeNames.Of),
            From = read.Text(AttributeNames.From),
            Outcome = read.OneOf(AttributeNames.Outcome, Outcomes.Done, Outcomes.Refused, Outcomes.Failed) ?? "",
            Error = Fault(error),
            Message = read.OptionalText(AttributeNames.Message),
            Application = read.OptionalText(AttributeNames.Application),
            Role = read.OptionalText(AttributeNames.Role),
            Attempt = read.Attempt(),
            State = Words.State(state),
            To = read.OptionalText(AttributeNames.To),
            Image = read.OptionalText(AttributeNames.Image),
            Bytes = read.OptionalInteger(AttributeNames.Bytes),
            ElapsedMs = read.OptionalInteger(AttributeNames.ElapsedMs),
            StoppedMs = read.OptionalInteger(AttributeNames.StoppedMs),
            ExitCode = (int?)read.OptionalInteger(AttributeNames.ExitCode),
            Final = read.OptionalBoolean(AttributeNames.Final) ?? false,
            Body = notification.Body,
        };
        read.Require(result.Outcome.Length > 0, "'outcome' is missing");
        read.Require(state is null || result.State is not null, $"'state' is not known: {state}");
        read.Require(result.IsDone || error is not null, "'error' is missing");
        problem = read.Problem;
        report = problem is null ? result : null;
        return problem is null;
    }

    // A name that a newer peer has and this one has not is still a failure.
    private static CheckpointFault? Fault(string? name) =>
        name is null ? null
        : Enum.TryParse<CheckpointFault>(name, out var fault) && Enum.IsDefined(fault) ? fault
        : CheckpointFault.Internal;

    private static Report Answer(Command command, string from, string outcome) => new()
    {
        Operation = command.Operation,
        Of = command.Event,
        From = from,
        Outcome = outcome,
        Application = command.Application,
        Role = command.Role,
        Attempt = command.Attempt,
    };
}
