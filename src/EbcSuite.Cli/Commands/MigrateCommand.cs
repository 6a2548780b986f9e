using System.CommandLine;
using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Operations;
using EbcSuite.Cli.Output;
using EbcSuite.Cli.Rendering;
using Command = System.CommandLine.Command;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc migrate APP --to NODE</c></summary>
internal static class MigrateCommand
{
    /// <summary>A front-end that is there says at once that it has begun.</summary>
    private static readonly TimeSpan FirstWord = TimeSpan.FromSeconds(30);

    /// <summary>A deadline that was asked for is the front-end's to keep; we wait a little longer for its report.</summary>
    private static readonly TimeSpan ReportGrace = TimeSpan.FromSeconds(15);

    /// <summary>Without one, the front-end's own deadlines end every migration; this only bounds our waiting.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static Command Create(CommandRunner runner)
    {
        var application = ApplicationArgument.Create();
        var to = new Option<string>("--to") { Description = "The node to move it to", HelpName = "NODE", Required = true };
        var force = new Option<bool>("--force") { Description = "Leave out the preflight on the target" };
        var reportFile = new Option<string?>("--report") { Description = "Write the result as JSON to this file too", HelpName = "FILE" };
        var command = new Command("migrate", "Move a running application to another node") { application, to, force, reportFile };
        return runner.Bind(command, async (session, cancellation) =>
        {
            await using var client = await session.ConnectAsync(cancellation);
            var deadline = session.GivenTimeout;
            var request = new Request
            {
                Event = EventNames.MigrateApplication,
                Operation = OperationId.New(),
                From = client.Identity,
                Application = session.Parsed.GetRequiredValue(application),
                To = session.Parsed.GetRequiredValue(to),
                Force = session.Parsed.GetValue(force) ? true : null,
                DeadlineMs = (long?)deadline?.TotalMilliseconds,
            };
            session.Operation = request.Operation;
            if (!session.Json)
            {
                session.Out.WriteLine($"{request.Application} to {request.To}, operation {request.Operation}");
            }

            var updates = new OperationFollower(client, session.Time)
                .FollowAsync(request, deadline + ReportGrace ?? Longest, cancellation, FirstWord);
            var report = (await Display(session).ShowAsync(updates)).OrThrow();
            await WriteAsync(session, request, report, session.Parsed.GetValue(reportFile), cancellation);
        });
    }

    private static IMigrationDisplay Display(Session session) =>
        session.Json ? new SilentProgress()
        : session.Console.Profile.Capabilities.Interactive ? new LiveProgress(session.Console, session.Time)
        : new PlainProgress(session.Out, session.Time);

    private static async Task WriteAsync(
        Session session, Request request, Report report, string? reportFile, CancellationToken cancellation)
    {
        var summary = Summary(report);
        var document = JsonSerializer.Serialize(
            MigrationDocuments.Of(request, report, summary), Readable.Json.MigrationDocument);
        if (reportFile is not null)
        {
            await File.WriteAllTextAsync(reportFile, document + "\n", cancellation);
        }

        if (session.Json)
        {
            session.Out.WriteLine(document);
            return;
        }

        if (summary is not null)
        {
            session.Console.Write(MigrationTable.Of(summary));
        }

        session.Out.WriteLine($"{request.Application} runs on {report.To ?? request.To} (operation {report.Operation})");
    }

    // A report without its summary is still a done migration: its times are then not shown.
    private static MigrationSummary? Summary(Report report)
    {
        try
        {
            return report.Body.IsEmpty ? null : JsonSerializer.Deserialize(report.Body.Span, CheckpointingJson.Default.MigrationSummary);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
