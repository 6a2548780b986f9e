using System.CommandLine;
using EbcSuite.Checkpointing.Vocabulary;
using Command = System.CommandLine.Command;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc restart APP --image ID --to NODE</c></summary>
internal static class RestartCommand
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(10);

    public static Command Create(CommandRunner runner)
    {
        var application = ApplicationArgument.Create();
        var image = new Option<string>("--image") { Description = "The id that checkpoint printed", HelpName = "ID", Required = true };
        var to = new Option<string>("--to") { Description = "The node that has the image", HelpName = "NODE", Required = true };
        var command = new Command("restart", "Start an application again from an image") { application, image, to };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var name = session.Parsed.GetRequiredValue(application);
            var where = session.Parsed.GetRequiredValue(to);
            var report = await session.RequestAsync(
                (operation, from) => new()
                {
                    Event = EventNames.RestartApplication,
                    Operation = operation,
                    From = from,
                    Application = name,
                    Image = session.Parsed.GetRequiredValue(image),
                    To = where,
                    DeadlineMs = (long)session.Timeout(UsualTimeout).TotalMilliseconds,
                },
                UsualTimeout,
                cancellation);
            OperationOutput.Write(session, report, name, where, $"{name} runs again on {report.To ?? where}");
        });
    }
}
