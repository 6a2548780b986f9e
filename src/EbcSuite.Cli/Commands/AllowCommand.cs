using System.CommandLine;
using System.Text.Json;
using EbcSuite.Cli.Keys;
using EbcSuite.Cli.Output;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc allow IDENTITY --role ROLE</c></summary>
internal static class AllowCommand
{
    public static Command Create(CommandRunner runner)
    {
        var identity = new Argument<string>("IDENTITY") { Description = "Who holds the key: a node's id, a user's name" };
        var role = new Option<string>("--role") { Description = "What the holder may do", Required = true };
        role.AcceptOnlyFromAmong([.. KeyRoles.Names]);
        var key = new Option<string>("--public-key") { Description = "The holder's public key", HelpName = "FILE|Z85", Required = true };
        var file = new Option<string>("--file") { Description = "The broker's list of allowed keys", HelpName = "FILE", Required = true };
        var command = new Command("allow", "Add a key to a broker's list, which the broker reads again by itself") { identity, role, key, file };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var given = parsed.GetRequiredValue(key);
            var publicKey = Z85.IsKey(given) ? given : KeyFile.ReadPublic(given);
            var allowed = KeyRoles.Allow(parsed.GetRequiredValue(role), parsed.GetRequiredValue(identity), publicKey);
            await AllowedKeysList.AppendAsync(parsed.GetRequiredValue(file), allowed, session.Time, cancellation);
            session.Out.WriteLine(session.Json
                ? JsonSerializer.Serialize(
                    new(parsed.GetRequiredValue(file), allowed.Identity, allowed.Role, allowed.ToString()),
                    Readable.Json.AllowedDocument)
                : allowed.ToString());
        });
    }
}
