using System.CommandLine;
using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Cli.Operations;
using EbcSuite.Cli.Output;
using EbcSuite.Cli.Rendering;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc drivers NODE</c></summary>
internal static class DriversCommand
{
    public static Command Create(CommandRunner runner)
    {
        var node = new Argument<string>("NODE") { Description = "The node" };
        var command = new Command("drivers", "Show a node's checkpoint drivers, which one a start gets, and why not the others") { node };
        return runner.Bind(command, async (session, cancellation) =>
        {
            var name = session.Parsed.GetRequiredValue(node);
            var document = SystemDocuments.Drivers(await SystemInfoQuery.AskAsync(session, cancellation), name)
                ?? throw new CliException(
                    ExitCodes.Refused,
                    nameof(CheckpointFault.UnknownNode),
                    $"No node {name} has told of itself.",
                    Advice.For(CheckpointFault.UnknownNode));
            if (session.Json)
            {
                session.Out.WriteLine(JsonSerializer.Serialize(document, Readable.Json.DriversDocument));
                return;
            }

            session.Console.Write(SystemTables.Drivers(document));
        });
    }
}
