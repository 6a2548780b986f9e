using System.CommandLine;
using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Output;
using Command = System.CommandLine.Command;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc start APP --node NODE -- ARGV…</c></summary>
internal static class StartCommand
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(60);

    public static Command Create(CommandRunner runner)
    {
        var application = ApplicationArgument.Create();
        var arguments = new Argument<string[]>("ARGV")
        {
            Description = "The program and its arguments, behind --; no shell reads them",
            Arity = ArgumentArity.OneOrMore,
        };
        var node = new Option<string>("--node") { Description = "Where to start it", HelpName = "NODE", Required = true };
        var driver = new Option<string?>("--driver") { Description = "How to checkpoint it (the best that the node has; see ebc drivers)", HelpName = "NAME" };
        var variables = new Option<string[]>("--env") { Description = "An environment variable; may be repeated", HelpName = "K=V" };
        var commands = new Option<string?>("--commands")
        {
            Description = "A JSON file: how the application saves itself and resumes, for the driver command",
            HelpName = "FILE",
        };
        var command = new Command("start", "Start an application on a node") { application, arguments, node, driver, variables, commands };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var name = parsed.GetRequiredValue(application);
            var where = parsed.GetRequiredValue(node);
            var launch = new LaunchSpecification(parsed.GetRequiredValue(arguments), Environment(parsed.GetValue(variables) ?? []), Commands(parsed.GetValue(commands)));
            var report = await session.RequestAsync(
                (operation, from) => new()
                {
                    Event = EventNames.StartApplication,
                    Operation = operation,
                    From = from,
                    Application = name,
                    Node = where,
                    Driver = parsed.GetValue(driver),
                    Body = JsonSerializer.SerializeToUtf8Bytes(launch, CheckpointingJson.Default.LaunchSpecification),
                },
                UsualTimeout,
                cancellation);
            OperationOutput.Write(session, report, name, where, $"{name} runs on {report.To ?? where}");
        });
    }

    private static ApplicationCommands? Commands(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            var commands = JsonSerializer.Deserialize(File.ReadAllBytes(path), CliJson.Default.ApplicationCommands);
            var fault = commands is null ? "it is null" : ApplicationCommandRules.Fault(commands);
            return fault is null
                ? commands
                : throw CliException.Usage($"'{path}' cannot be used: {fault}.", "docs/drivers.md has an example.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw CliException.Usage($"'{path}' cannot be read: {failure.Message}", "docs/drivers.md has an example.");
        }
    }

    private static Dictionary<string, string> Environment(IEnumerable<string> pairs)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            var split = pair.IndexOf('=');
            if (split <= 0)
            {
                throw CliException.Usage($"'{pair}' is not an environment variable.", "Write it as --env NAME=VALUE.");
            }

            environment[pair[..split]] = pair[(split + 1)..];
        }

        return environment;
    }
}
