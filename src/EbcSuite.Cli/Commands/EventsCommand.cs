using System.CommandLine;
using System.Text.Json;
using EbcSuite.Cli.Output;
using EbcSuite.Cli.Rendering;
using EbcSuite.Events;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc events [FILTER]</c></summary>
internal static class EventsCommand
{
    public static Command Create(CommandRunner runner)
    {
        var filter = new Argument<string?>("FILTER")
        {
            Description = "Only what matches, such as: event = \"report\" and node ^= \"vm-a\"",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var count = new Option<int?>("--count") { Description = "End after N events", HelpName = "N" };
        count.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
            {
                result.AddError("--count is at least 1.");
            }
        });
        var command = new Command("events", "Show events as they come; ctrl-C ends") { filter, count };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var wanted = session.Parsed.GetValue(filter) is { } text ? Filter.Parse(text) : Filter.Everything;
            var left = session.Parsed.GetValue(count) ?? int.MaxValue;
            await using var client = await session.ConnectAsync(cancellation);
            await using var events = await client.SubscribeAsync(wanted, cancellation);
            await session.Surroundings.Error.WriteLineAsync($"ebc: subscribed to {(wanted.Constraints.Count == 0 ? "everything" : wanted)}");
            using var expiry = new CancellationTokenSource(session.Timeout(Timeout.InfiniteTimeSpan), session.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
            var dropped = 0L;
            while (left > 0)
            {
                Show(session, await NextAsync(events, either.Token, cancellation));
                left--;
                if (events.Dropped > dropped)
                {
                    await session.Surroundings.Error.WriteLineAsync($"ebc: {events.Dropped - dropped} events were dropped: too many to show");
                    dropped = events.Dropped;
                }
            }
        });
    }

    private static async Task<Notification> NextAsync(
        Messaging.IEventSubscription events, CancellationToken either, CancellationToken interrupted)
    {
        try
        {
            return await events.ReadAsync(either);
        }
        catch (OperationCanceledException) when (!interrupted.IsCancellationRequested)
        {
            throw new CliException(ExitCodes.DeadlinePassed, "DeadlinePassed", "Not as many events came in time.", "Wait longer with --timeout.");
        }
    }

    private static void Show(Session session, Notification notification)
    {
        var now = session.Time.GetUtcNow();
        session.Out.WriteLine(session.Json
            ? JsonSerializer.Serialize(EventDocuments.Of(notification, now), Readable.Json.EventDocument)
            : EventLine.Of(notification, TimeZoneInfo.ConvertTime(now, session.Time.LocalTimeZone)));
        session.Out.Flush();
    }
}
