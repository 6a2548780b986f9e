using EbcSuite.Cli.Output;
using Spectre.Console;

namespace EbcSuite.Cli.Rendering;

/// <summary>The tables of nodes and applications.</summary>
public static class SystemTables
{
    private static readonly Dictionary<string, string> NoLabels = [];

    public static Table Nodes(NodesDocument document, DateTimeOffset now)
    {
        // A column only where somebody has labels: the table is wide as it is.
        var labelled = document.Nodes.Any(n => n.Labels is { Count: > 0 });
        var table = New([
            "NODE", "SITE", "STATE", "SEEN", "FREE", "DRIVERS", "APPLICATIONS", .. labelled ? ["LABELS"] : Array.Empty<string>(), "VERSION",
        ]);
        foreach (var node in document.Nodes)
        {
            Row(
                table,
                [
                    node.Node,
                    node.Site,
                    node.Alive ? "alive" : "dead",
                    Units.Time(now > node.LastSeen ? now - node.LastSeen : TimeSpan.Zero) + " ago",
                    Units.Bytes(node.FreeBytes),
                    string.Join(", ", node.Drivers.Select(d => d.Usable ? $"{d.Driver} {d.Version}" : $"{d.Driver}: {d.Problem}")),
                    string.Join(", ", node.Applications),
                    .. labelled ? [Labels(node)] : Array.Empty<string>(),
                    node.Version,
                ]);
        }

        return table;
    }

    public static Table Applications(ApplicationsDocument document, DateTimeOffset now)
    {
        var table = New("APPLICATION", "NODE", "SITE", "STATE", "SINCE", "PROCESSES", "DRIVER", "OPERATION");
        foreach (var application in document.Applications)
        {
            Row(
                table,
                application.Application,
                application.Node,
                application.Site,
                State(application),
                Units.Time(now > application.Since ? now - application.Since : TimeSpan.Zero),
                application.Processes.ToString(System.Globalization.CultureInfo.InvariantCulture),
                application.Driver,
                application.Operation is { } id ? $"{id} {(application.Step is { } s ? Checkpointing.Vocabulary.Words.Of(s) : "")}".Trim() : "");
        }

        return table;
    }

    private static string Labels(NodeDocument node) =>
        string.Join(", ", (node.Labels ?? NoLabels).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));

    private static string State(ApplicationDocument application)
    {
        var word = Checkpointing.Vocabulary.Words.Of(application.State);
        return application.ExitCode is { } code ? $"{word} ({code})" : word;
    }

    internal static Table New(params string[] headings)
    {
        var table = new Table { Border = TableBorder.None, UseSafeBorder = true };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))) { NoWrap = true, Padding = new(0, 0, 2, 0) });
        }

        return table;
    }

    // As Text, never as markup: a name from the wire may have brackets in it.
    internal static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(c => new Text(c)));
}
