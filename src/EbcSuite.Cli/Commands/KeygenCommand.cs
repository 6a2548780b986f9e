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
        var names = new Argument<string[]>("NAME")
        {
            Description = "The files are NAME.key (secret) and NAME.pub; several names make several pairs",
            Arity = ArgumentArity.OneOrMore,
        };
        var directory = new Option<string>("--directory")
        {
            Description = "Where to put them",
            HelpName = "DIRECTORY",
            DefaultValueFactory = _ => ".",
        };
        var command = new Command("keygen", "Make pairs of keys; an existing one is never overwritten") { names, directory };
        return runner.Bind(command, (session, _) =>
        {
            var given = session.Parsed.GetRequiredValue(names);
            if (given.FirstOrDefault(n => n.Length == 0 || n.Contains('/') || n.StartsWith('.')) is { } wrong)
            {
                throw CliException.Usage($"'{wrong}' is not a name for a key.", "Give a plain name, and the place with --directory.");
            }

            var made = given.Select(name => Make(name, session.Parsed.GetRequiredValue(directory))).ToList();
            if (session.Json)
            {
                session.Out.WriteLine(JsonSerializer.Serialize(new(made), Readable.Json.KeysDocument));
                return Task.CompletedTask;
            }

            made.ForEach(key => session.Out.WriteLine($"{key.SecretFile} (secret), {key.PublicFile}: {key.PublicKey}"));
            return Task.CompletedTask;
        });
    }

    private static KeyDocument Make(string name, string directory)
    {
        var secret = Path.Combine(directory, name + ".key");
        var pair = KeyPair.Generate();
        KeyFile.Write(secret, pair);
        return new(name, secret, KeyFile.PublicPath(secret), pair.PublicKey);
    }
}
