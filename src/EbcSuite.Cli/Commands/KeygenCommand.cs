using System.CommandLine;
using System.Text.Json;
using EbcSuite.Cli.Output;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc keygen NAME</c></summary>
internal static class KeygenCommand
{
    public static Command Create(CommandRunner runner)
    {
        var name = new Argument<string>("NAME") { Description = "The files are NAME.key (secret) and NAME.pub" };
        var directory = new Option<string>("--directory")
        {
            Description = "Where to put them",
            HelpName = "DIRECTORY",
            DefaultValueFactory = _ => ".",
        };
        var command = new Command("keygen", "Make a pair of keys; an existing one is never overwritten") { name, directory };
        return runner.Bind(command, (session, _) =>
        {
            var given = session.Parsed.GetRequiredValue(name);
            if (given.Length == 0 || given.Contains('/') || given.StartsWith('.'))
            {
                throw CliException.Usage($"'{given}' is not a name for a key.", "Give a plain name, and the place with --directory.");
            }

            var secret = Path.Combine(session.Parsed.GetRequiredValue(directory), given + ".key");
            var pair = KeyPair.Generate();
            KeyFile.Write(secret, pair);
            session.Out.WriteLine(session.Json
                ? JsonSerializer.Serialize(new(given, secret, KeyFile.PublicPath(secret), pair.PublicKey), Readable.Json.KeyDocument)
                : $"{secret} (secret), {KeyFile.PublicPath(secret)}: {pair.PublicKey}");
            return Task.CompletedTask;
        });
    }
}
