using System.CommandLine;
using System.Text.Json;
using EbcSuite.Cli.Keys;
using EbcSuite.Cli.Output;
using EbcSuite.Cli.Rendering;
using EbcSuite.Messaging.Enrolment;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc token list</c></summary>
internal static class TokenListCommand
{
    public static Command Create(CommandRunner runner, Option<string> file)
    {
        var command = new Command("list", "Show the tokens: whom each is for, until when, and who used it") { file };
        return runner.Bind(command, (session, _) =>
        {
            var tokens = new TokenStore(session.Parsed.GetRequiredValue(file), session.Time);
            var now = session.Time.GetUtcNow();
            var document = new TokensDocument(
                tokens.File, [.. tokens.Read().All.OrderBy(t => t.Created).Select(t => Document(t, now))]);
            if (session.Json)
            {
                session.Out.WriteLine(JsonSerializer.Serialize(document, Readable.Json.TokensDocument));
            }
            else
            {
                session.Console.Write(TokenTable.Of(document));
            }

            return Task.CompletedTask;
        });
    }

    private static TokenDocument Document(TokenRecord token, DateTimeOffset now) => new(
        token.Id,
        token.Use is not null ? "used" : token.IsOpen(now) ? "open" : "expired",
        token.Scope.Node,
        token.Scope.Prefix,
        token.Created,
        token.Expires,
        token.Use?.Identity,
        token.Use?.At);
}
