using System.CommandLine;
using System.Text.Json;
using EbcSuite.Cli.Operations;
using EbcSuite.Cli.Output;
using EbcSuite.Cli.Rendering;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc apps</c></summary>
internal static class ApplicationsCommand
{
    public static Command Create(CommandRunner runner) =>
        runner.Bind(new("apps", "List the applications, where they are and what they do"), async (session, cancellation) =>
        {
            var document = SystemDocuments.Applications(await SystemInfoQuery.AskAsync(session, cancellation));
            if (session.Json)
            {
                session.Out.WriteLine(JsonSerializer.Serialize(document, Readable.Json.ApplicationsDocument));
                return;
            }

            session.Console.Write(SystemTables.Applications(document, session.Time.GetUtcNow()));
        });
}
