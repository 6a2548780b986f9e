using System.CommandLine;
using System.Text.Json;
using EbcSuite.Cli.Keys;
using EbcSuite.Cli.Output;
using EbcSuite.Cli.Settings;
using EbcSuite.Messaging.Enrolment;
using Names = EbcSuite.Checkpointing.Vocabulary.Names;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc token create</c></summary>
internal static class TokenCreateCommand
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    public static Command Create(CommandRunner runner, Option<string> file)
    {
        var node = new Option<string?>("--node") { Description = "The one node that it may enrol", HelpName = "NAME" };
        var prefix = new Option<string?>("--node-prefix") { Description = "It may enrol a node whose name begins so", HelpName = "TEXT" };
        var expires = new Option<string>("--expires")
        {
            Description = "How long it can be used: 30m, 24h, 7d",
            HelpName = "TIME",
            DefaultValueFactory = _ => "24h",
        };
        var command = new Command("create", "Make a token and print it, once: only its hash is kept") { node, prefix, expires, file };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var scope = Scope(parsed.GetValue(node), parsed.GetValue(prefix));
            var life = Duration.ParseLong(parsed.GetRequiredValue(expires), LongestLife);
            var token = TokenText.Make();
            var now = session.Time.GetUtcNow();
            var record = new TokenRecord(
                TokenText.HashOf(token), scope, now, now + life, KeyRoles.Node,
                KeyRoles.Allow(KeyRoles.Node, TokenRecord.IdentityMark, publicKey: "").Rights, Use: null);
            var tokens = new TokenStore(parsed.GetRequiredValue(file), session.Time);
            await tokens.AddAsync(record, cancellation);
            Print(session, token, record, tokens.File);
        });
    }

    private static void Print(Session session, string token, TokenRecord record, string file)
    {
        if (session.Json)
        {
            session.Out.WriteLine(JsonSerializer.Serialize(
                new(token, record.Id, record.Scope.Node, record.Scope.Prefix, record.Expires, file), Readable.Json.NewTokenDocument));
            return;
        }

        // Alone on stdout, for scripts; what people want to know beside it.
        session.Out.WriteLine(token);
        session.Surroundings.Error.WriteLine($"Token {record.Id} for {record.Scope}, to be used once until {record.Expires:u}. It is not shown again.");
    }

    private static TokenScope Scope(string? node, string? prefix)
    {
        if (node is not null && prefix is not null)
        {
            throw CliException.Usage("--node and --node-prefix are given both.", "Give one of them, or none for any node.");
        }

        if ((node ?? prefix) is { } name && !Names.IsNode(name))
        {
            throw CliException.Usage(
                $"'{name}' is not a node's name, nor the beginning of one.", "It has 1 to 64 of A-Z a-z 0-9 _ - . and begins with a letter or digit.");
        }

        return new(node, prefix);
    }
}
