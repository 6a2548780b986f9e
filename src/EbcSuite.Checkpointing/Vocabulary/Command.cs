using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using EbcSuite.Events;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>What the front-end tells one node's appdrv to do; see docs/events.md for which event has which attributes.</summary>
public sealed record Command
{
    /// <summary>inspect, reserve, start, checkpoint, transfer, restart, thaw or destroy.</summary>
    public required string Event { get; init; }

    public required string From { get; init; }

    public required string Node { get; init; }

    public required string Operation { get; init; }

    public required string Application { get; init; }

    /// <summary>The application's fencing token: lower than the highest seen is refused.</summary>
    public required long Token { get; init; }

    /// <summary>See <see cref="AttributeNames.Attempt"/>.</summary>
    public int Attempt { get; init; }

    public string? Driver { get; init; }

    public string? Keep { get; init; }

    public string? Role { get; init; }

    public string? Stream { get; init; }

    public string? FromNode { get; init; }

    public string? To { get; init; }

    public bool? Hold { get; init; }

    public string? Image { get; init; }

    public long? GraceMs { get; init; }

    public string? Files { get; init; }

    public bool? Force { get; init; }

    /// <summary>JSON, as docs/events.md says for each event; empty if none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// What makes two commands the same one for a node: a command with the key of one that was answered gets the same answer and
    /// is not done again; with the key of one that is under way it is not begun again.
    /// </summary>
    [JsonIgnore]
    public string Key => $"{Operation}/{Event}/{Role}/{Attempt}";

    public Notification ToNotification() => new AttributeWriter(Event, From)
        .Add(AttributeNames.Node, Node)
        .Add(AttributeNames.Operation, Operation)
        .Add(AttributeNames.Application, Application)
        .Add(AttributeNames.Token, Token)
        .Add(AttributeNames.Attempt, Attempt == 0 ? null : Attempt)
        .Add(AttributeNames.Driver, Driver)
        .Add(AttributeNames.Keep, Keep)
        .Add(AttributeNames.Role, Role)
        .Add(AttributeNames.Stream, Stream)
        .Add(AttributeNames.FromNode, FromNode)
        .Add(AttributeNames.To, To)
        .Add(AttributeNames.Hold, Hold)
        .Add(AttributeNames.Image, Image)
        .Add(AttributeNames.GraceMs, GraceMs)
        .Add(AttributeNames.Files, Files)
        .Add(AttributeNames.Force, Force)
        .ToNotification(Body);

    /// <summary>Reads a command; a problem names the attribute that is missing or wrong, also one that this event needs.</summary>
    public static bool TryRead(
        Notification notification, [NotNullWhen(true)] out Command? command, [NotNullWhen(false)] out string? problem)
    {
        var read = new AttributeReader(notification);
        var result = new Command
        {
            Event = read.Text(AttributeNames.Event),
            From = read.Text(AttributeNames.From),
            Node = read.Named(AttributeNames.Node, Names.IsNode),
            Operation = read.Named(AttributeNames.Operation, Names.IsOperation),
            Application = read.Named(AttributeNames.Application, Names.IsApplication),
            Token = read.OptionalInteger(AttributeNames.Token) ?? 0,
            Attempt = read.Attempt(),
            Driver = read.OptionalText(AttributeNames.Driver),
            Keep = read.OneOf(AttributeNames.Keep, "stopped", "running"),
            Role = read.OneOf(AttributeNames.Role, "send", "receive"),
            Stream = read.OptionallyNamed(AttributeNames.Stream, Names.IsOperation),
            FromNode = read.OptionallyNamed(AttributeNames.FromNode, Names.IsNode),
            To = read.OptionallyNamed(AttributeNames.To, Names.IsNode),
            Hold = read.OptionalBoolean(AttributeNames.Hold),
            Image = read.OptionallyNamed(AttributeNames.Image, Names.IsOperation),
            GraceMs = read.OptionalMilliseconds(AttributeNames.GraceMs),
            Files = read.OneOf(AttributeNames.Files, "keep", "remove"),
            Force = read.OptionalBoolean(AttributeNames.Force),
            Body = notification.Body,
        };
        read.Require(result.Token > 0, "'token' is missing or not above 0");
        result.RequireForEvent(read);
        problem = read.Problem;
        command = problem is null ? result : null;
        return problem is null;
    }

    private void RequireForEvent(AttributeReader read)
    {
        switch (Event)
        {
            case EventNames.Inspect or EventNames.Thaw or EventNames.Destroy:
                break;
            case EventNames.Reserve:
                read.Require(Force == true || !Body.IsEmpty, "the body (Requirements) is missing");
                break;
            case EventNames.Start:
                read.Require(Driver is not null, "'driver' is missing");
                read.Require(!Body.IsEmpty, "the body (LaunchSpecification) is missing");
                break;
            case EventNames.Checkpoint:
                read.Require(Keep is not null, "'keep' is missing");
                break;
            case EventNames.Transfer:
                read.Require(Role is not null, "'role' is missing");
                read.Require(Stream is not null, "'stream' is missing");
                read.Require(Role != "send" || To is not null, "'to' is missing");
                read.Require(Role != "receive" || FromNode is not null, "'from_node' is missing");
                read.Require(Role != "receive" || !Body.IsEmpty, "the body (Manifest) is missing");
                break;
            case EventNames.Restart:
                read.Require(Image is not null, "'image' is missing");
                read.Require(Hold is not null, "'hold' is missing");
                break;
            default:
                read.Require(condition: false, $"'event' is no command: {Event}");
                break;
        }
    }
}
