using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using Spectre.Console;

namespace EbcSuite.Cli.Rendering;

/// <summary>The table at the end of a migration.</summary>
public static class MigrationTable
{
    public static Table Of(MigrationSummary summary)
    {
        var table = new Table { Border = TableBorder.Rounded, UseSafeBorder = true };
        table.AddColumn(new TableColumn(new Text("step")));
        table.AddColumn(new TableColumn(new Text("time")).RightAligned());
        foreach (var step in Enum.GetValues<MigrationStep>().Select(Words.Of))
        {
            Row(table, step, summary.StepsMs.TryGetValue(step, out var ms) ? Time(ms) : "–");
        }

        table.AddEmptyRow();
        Row(table, "total", Time(summary.TotalMs));
        Row(table, "downtime", Time(summary.DowntimeMs));
        Row(table, "image", Units.Bytes(summary.ImageBytes));
        Row(table, "on the wire", Units.Bytes(summary.TransferredBytes));
        return table;
    }

    private static string Time(long milliseconds) => Units.Time(TimeSpan.FromMilliseconds(milliseconds));

    private static void Row(Table table, string name, string value) => table.AddRow(new Text(name), new Text(value));
}
