using System.CommandLine;
using System.Text.Json;
using EbcSuite.Cli.Operations;
using EbcSuite.Cli.Output;
using EbcSuite.Cli.Rendering;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc nodes</c></summary>
internal static class NodesCommand
{
    public static Command Create(CommandRunner runner) =>
        runner.Bind(new("nodes", "List the nodes of every site, alive or not"), async (session, cancellation) =>
        {
            var document = SystemDocuments.Nodes(await SystemInfoQuery.AskAsync(session, cancellation));
            if (session.Json)
            {
                session.Out.WriteLine(JsonSerializer.Serialize(document, Readable.Json.NodesDocument));
                return;
            }

            session.Console.Write(SystemTables.Nodes(document, session.Time.GetUtcNow()));
        });
}
