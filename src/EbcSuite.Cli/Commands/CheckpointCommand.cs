using System.CommandLine;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Rendering;
using Command = System.CommandLine.Command;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc checkpoint APP</c></summary>
internal static class CheckpointCommand
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(10);

    public static Command Create(CommandRunner runner)
    {
        var application = ApplicationArgument.Create();
        var command = new Command("checkpoint", "Write an image of an application, which goes on running") { application };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var name = session.Parsed.GetRequiredValue(application);
            var report = await session.RequestAsync(
                (operation, from) => new()
                {
                    Event = EventNames.CheckpointApplication,
                    Operation = operation,
                    From = from,
                    Application = name,
                    DeadlineMs = (long)session.Timeout(UsualTimeout).TotalMilliseconds,
                },
                UsualTimeout,
                cancellation);
            var size = report.Bytes is { } bytes ? $", {Units.Bytes(bytes)}" : "";
            OperationOutput.Write(session, report, name, null, $"{name} has the image {report.Image ?? report.Operation}{size}");
        });
    }
}
