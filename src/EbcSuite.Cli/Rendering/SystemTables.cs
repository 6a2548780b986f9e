using EbcSuite.Checkpointing.Drivers;
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
                    Drivers(node.Drivers),
                    string.Join(", ", node.Applications),
                    .. labelled ? [Labels(node)] : Array.Empty<string>(),
                    node.Version,
                ]);
        }

        return table;
    }

    /// <summary>The best first; its line has an asterisk. What is wrong and what to do is in the last column.</summary>
    public static Table Drivers(DriversDocument document)
    {
        var table = New("DRIVER", "USABLE", "VERSION", "SOURCE", "RESTORED", "ROOT", "WHY");
        table.Columns[^1].NoWrap = false;
        foreach (var driver in document.Drivers)
        {
            Row(
                table,
                driver.Driver == document.Best ? driver.Driver + " *" : driver.Driver,
                driver.Usable ? "yes" : "no",
                driver.Version ?? "",
                driver.Capabilities is not { } can ? "" : can.KeepsSourceStopped ? "kept" : "ended",
                driver.Capabilities is not { } does ? "" : does.RestoresStopped ? "stopped" : "running",
                driver.Capabilities is not { } needs ? "" : needs.Unprivileged ? "not needed" : "needed",
                driver.Problem is { } problem ? $"{driver.Error}: {problem}"
                    : string.Join("; ", driver.Findings.Prepend(driver.Reason)));
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

    /// <summary>What can be used; where nothing can, why. The rest is in <c>ebc drivers</c>.</summary>
    private static string Drivers(IReadOnlyList<DriverProbe> probes) => string.Join(
        ", ",
        probes.Any(d => d.Usable)
            ? probes.Where(d => d.Usable).Select(d => $"{d.Driver} {d.Version}".TrimEnd())
            : probes.Select(d => $"{d.Driver}: {d.Problem}"));

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
