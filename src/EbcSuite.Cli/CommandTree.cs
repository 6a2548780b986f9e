using System.CommandLine;
using System.CommandLine.Help;
using EbcSuite.Cli.Commands;
using EbcSuite.Cli.Help;
using EbcSuite.Cli.Rendering;
using EbcSuite.Cli.Settings;

namespace EbcSuite.Cli;

/// <summary>The whole of <c>ebc</c>: its commands, and the way from arguments to an exit code.</summary>
public static class CommandTree
{
    /// <returns>One of <see cref="ExitCodes"/>. No exception escapes.</returns>
    public static async Task<int> RunAsync(string[] arguments, Surroundings surroundings, CancellationToken cancellation)
    {
        var options = new GlobalOptions();
        var root = Build(new CommandRunner(surroundings, options), options);
        // No response files: an application's argument may well begin with '@'.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            var command = string.Join(' ', CommandPath.Of(parsed.CommandResult.Command));
            Failures.Write(
                surroundings.Error,
                CliException.Usage(string.Join(' ', parsed.Errors.Select(e => e.Message)), $"See `{command} --help`."),
                parsed.GetValue(options.Json));
            return ExitCodes.Usage;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = surroundings.Out,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
            },
            cancellation);
    }

    /// <summary>The tree of commands, for parsing.</summary>
    public static RootCommand Build(CommandRunner runner, GlobalOptions options)
    {
        var root = new RootCommand("Checkpoint, move and restart running applications between the VMs of several sites.");
        foreach (var option in options.All)
        {
            root.Options.Add(option);
        }

        root.Subcommands.Add(NodesCommand.Create(runner));
        root.Subcommands.Add(DriversCommand.Create(runner));
        root.Subcommands.Add(ApplicationsCommand.Create(runner));
        root.Subcommands.Add(StatusCommand.Create(runner));
        root.Subcommands.Add(StartCommand.Create(runner));
        root.Subcommands.Add(StopCommand.Create(runner));
        root.Subcommands.Add(MigrateCommand.Create(runner));
        root.Subcommands.Add(CheckpointCommand.Create(runner));
        root.Subcommands.Add(RestartCommand.Create(runner));
        root.Subcommands.Add(EventsCommand.Create(runner));
        root.Subcommands.Add(PublishCommand.Create(runner));
        root.Subcommands.Add(KeygenCommand.Create(runner));
        root.Subcommands.Add(AllowCommand.Create(runner));
        root.Subcommands.Add(TokenCommand.Create(runner));
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        return root;
    }
}
