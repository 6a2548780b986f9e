using System.CommandLine;
using System.Text.Json;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Output;
using EbcSuite.Events;
using Command = System.CommandLine.Command;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc publish k=v…</c></summary>
internal static class PublishCommand
{
    public static Command Create(CommandRunner runner)
    {
        var attributes = new Argument<string[]>("K=V")
        {
            Description = "Attributes: 12 is an integer, 0.5 a double, true a boolean, all else text; '\"12\"' is text",
            Arity = ArgumentArity.OneOrMore,
        };
        var body = new Option<string?>("--body") { Description = "Text that travels with the event", HelpName = "TEXT" };
        var command = new Command("publish", "Publish one event as it is given") { attributes, body };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var given = session.Parsed.GetRequiredValue(attributes).Select(AttributeText.Parse).ToList();
            var text = System.Text.Encoding.UTF8.GetBytes(session.Parsed.GetValue(body) ?? "");
            var notification = Notification.Create(given, text);
            await using var client = await session.ConnectAsync(cancellation);
            if (notification.Text(AttributeNames.From) is null)
            {
                notification = notification.With(AttributeNames.From, client.Identity);
            }

            await client.PublishAsync(notification, cancellation);
            session.Out.WriteLine(session.Json
                ? JsonSerializer.Serialize(new(true, client.Identity), Readable.Json.PublishedDocument)
                : $"published {notification}");
        });
    }
}
