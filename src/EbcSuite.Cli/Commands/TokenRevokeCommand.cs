using System.CommandLine;
using System.Text.Json;
using EbcSuite.Cli.Keys;
using EbcSuite.Cli.Output;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc token revoke ID…</c></summary>
internal static class TokenRevokeCommand
{
    public static Command Create(CommandRunner runner, Option<string> file)
    {
        var ids = new Argument<string[]>("ID")
        {
            Description = "As ebc token list shows it, or the token itself",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("revoke", "Forget tokens; what was enrolled with one stays enrolled") { ids, file };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var tokens = new TokenStore(session.Parsed.GetRequiredValue(file), session.Time);
            var revoked = await tokens.RemoveAsync(session.Parsed.GetRequiredValue(ids), cancellation);
            if (session.Json)
            {
                session.Out.WriteLine(JsonSerializer.Serialize(
                    new(tokens.File, [.. revoked.Select(t => t.Id)]), Readable.Json.RevokedDocument));
                return;
            }

            foreach (var token in revoked)
            {
                session.Out.WriteLine(token.Use is { } use
                    ? $"{token.Id}: forgotten; '{use.Identity}' stays enrolled until its line is taken out of the list of allowed keys"
                    : $"{token.Id}: revoked");
            }
        });
    }
}
