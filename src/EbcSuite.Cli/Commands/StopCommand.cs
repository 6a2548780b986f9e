using System.CommandLine;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Settings;
using Command = System.CommandLine.Command;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc stop APP</c></summary>
internal static class StopCommand
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(60);

    public static Command Create(CommandRunner runner)
    {
        var application = ApplicationArgument.Create();
        var grace = new Option<string?>("--grace")
        {
            Description = "Between the request to end (SIGTERM) and the end (SIGKILL)",
            HelpName = "TIME",
        };
        var remove = new Option<bool>("--remove-files") { Description = "Remove the application's directory too, results and all" };
        var command = new Command("stop", "End an application") { application, grace, remove };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var parsed = session.Parsed;
            var name = parsed.GetRequiredValue(application);
            TimeSpan? wait = parsed.GetValue(grace) is { } text ? Duration.Parse(text) : null;
            var report = await session.RequestAsync(
                (operation, from) => new()
                {
                    Event = EventNames.StopApplication,
                    Operation = operation,
                    From = from,
                    Application = name,
                    GraceMs = (long?)wait?.TotalMilliseconds,
                    Files = parsed.GetValue(remove) ? "remove" : "keep",
                },
                UsualTimeout,
                cancellation);
            OperationOutput.Write(session, report, name, null, $"{name} is ended");
        });
    }
}
