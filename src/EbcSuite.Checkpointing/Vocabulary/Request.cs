using System.Diagnostics.CodeAnalysis;
using EbcSuite.Events;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>What somebody outside asks of the front-end; see docs/events.md for which event has which attributes.</summary>
public sealed record Request
{
    /// <summary>The events that a front-end takes requests by.</summary>
    public static readonly IReadOnlyList<string> Events =
    [
        EventNames.SystemInfo, EventNames.StartApplication, EventNames.StopApplication, EventNames.MigrateApplication,
        EventNames.CheckpointApplication, EventNames.RestartApplication,
    ];

    public required string Event { get; init; }

    public required string Operation { get; init; }

    public required string From { get; init; }

    /// <summary>Empty with sys_info.</summary>
    public string Application { get; init; } = "";

    /// <summary>With start_App.</summary>
    public string? Node { get; init; }

    /// <summary>With migrate_App and restart_App.</summary>
    public string? To { get; init; }

    public string? Driver { get; init; }

    public string? Image { get; init; }

    public long? GraceMs { get; init; }

    /// <summary>keep or remove.</summary>
    public string? Files { get; init; }

    public bool? Force { get; init; }

    public long? DeadlineMs { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public Notification ToNotification() => new AttributeWriter(Event, From)
        .Add(AttributeNames.Operation, Operation)
        .Add(AttributeNames.Application, Application.Length == 0 ? null : Application)
        .Add(AttributeNames.Node, Node)
        .Add(AttributeNames.To, To)
        .Add(AttributeNames.Driver, Driver)
        .Add(AttributeNames.Image, Image)
        .Add(AttributeNames.GraceMs, GraceMs)
        .Add(AttributeNames.Files, Files)
        .Add(AttributeNames.Force, Force)
        .Add(AttributeNames.DeadlineMs, DeadlineMs)
        .ToNotification(Body);

    /// <summary>Reads a request; a problem names the attribute that is missing or wrong, also one that this event needs.</summary>
    public static bool TryRead(
        Notification notification, [NotNullWhen(true)] out Request? request, [NotNullWhen(false)] out string? problem)
    {
        var read = new AttributeReader(notification);
        var name = read.Text(AttributeNames.Event);
        var result = new Request
        {
            Event = name,
            Operation = read.Named(AttributeNames.Operation, Names.IsOperation),
            From = read.Text(AttributeNames.From),
            Application = name == EventNames.SystemInfo ? "" : read.Named(AttributeNames.Application, Names.IsApplication),
            Node = read.OptionallyNamed(AttributeNames.Node, Names.IsNode),
            To = read.OptionallyNamed(AttributeNames.To, Names.IsNode),
            Driver = read.OptionallyNamed(AttributeNames.Driver, Names.IsOperation),
            Image = read.OptionallyNamed(AttributeNames.Image, Names.IsOperation),
            GraceMs = read.OptionalMilliseconds(AttributeNames.GraceMs),
            Files = read.OneOf(AttributeNames.Files, "keep", "remove"),
            Force = read.OptionalBoolean(AttributeNames.Force),
            DeadlineMs = read.OptionalMilliseconds(AttributeNames.DeadlineMs),
            Body = notification.Body,
        };
        result.RequireForEvent(read);
        problem = read.Problem;
        request = problem is null ? result : null;
        return problem is null;
    }

    private void RequireForEvent(AttributeReader read)
    {
        read.Require(Events.Contains(Event), $"'event' is no request: {Event}");
        read.Require(Event != EventNames.StartApplication || Node is not null, "'node' is missing");
        read.Require(Event is not (EventNames.MigrateApplication or EventNames.RestartApplication) || To is not null, "'to' is missing");
        read.Require(Event != EventNames.RestartApplication || Image is not null, "'image' is missing");
    }
}
