using System.Diagnostics.CodeAnalysis;
using EbcSuite.Events;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>A node tells that an application's state changed there: <c>event = "application_state"</c>.</summary>
public sealed record ApplicationNews(string From, string Application, ApplicationState State, int? ExitCode)
{
    public Notification ToNotification() => new AttributeWriter(EventNames.ApplicationState, From)
        .Add(AttributeNames.Application, Application)
        .Add(AttributeNames.State, Words.Of(State))
        .Add(AttributeNames.ExitCode, ExitCode)
        .ToNotification();

    public static bool TryRead(
        Notification notification, [NotNullWhen(true)] out ApplicationNews? news, [NotNullWhen(false)] out string? problem)
    {
        var read = new AttributeReader(notification);
        read.Require(notification.Text(AttributeNames.Event) == EventNames.ApplicationState, "'event' is not application_state");
        var word = read.Text(AttributeNames.State);
        var state = Words.State(word);
        read.Require(state is not null, $"'state' is not known: {word}");
        var result = new ApplicationNews(
            read.Text(AttributeNames.From),
            read.Named(AttributeNames.Application, Names.IsApplication),
            state ?? ApplicationState.Lost,
            (int?)read.OptionalInteger(AttributeNames.ExitCode));
        problem = read.Problem;
        news = problem is null ? result : null;
        return problem is null;
    }
}
