using EbcSuite.TestKit.Hosts;
using Spectre.Console;

namespace EbcSuite.Demo;

/// <summary>What a user sees.</summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _console = AnsiConsole.Console;

    public void Heading(string text) => _console.Write(new Rule(Markup.Escape(text)) { Justification = Justify.Left });

    // Not by Spectre, which would fold lines of a picture or a path.
    public void Say(string text) => Console.Out.WriteLine(text);

    public void Picture() => Say(
        """
                 manager: ebc-broker, ebc-frontend
                    ^                     ^           every connection is dialled outward,
                    |                     |           and no route leads from one site to
               broker-a                broker-b       the other or into a site
                ^    ^                  ^    ^
             vm-a1  vm-a2            vm-b1  vm-b2     ebc-appdrv in each
        """);

    /// <summary>One line for what is behind us of the iterations.</summary>
    public void Progress(Solver solver, string node, int iteration) =>
        Say($"  {node}: iteration {iteration,5} of {solver.Iterations}");

    public void Table(DemoReport report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("what");
        table.AddColumn(new TableColumn("value").RightAligned());
        foreach (var (step, milliseconds) in report.StepsMs ?? new Dictionary<string, long>())
        {
            Row(step, $"{milliseconds} ms");
        }

        Row("total", $"{report.TotalMs} ms");
        Row("downtime", $"{report.DowntimeMs} ms");
        Row("image", $"{report.ImageBytes / 1e6:0.0} MB");
        Row("over the wire", $"{report.TransferredBytes / 1e6:0.0} MB");
        Row("ranks", $"{report.Ranks}");
        Row("moved at iteration", $"{report.MovedAtIteration}");
        Row("result bit for bit the same", YesNo(report.ResultIdentical));
        Row("no iteration lost or done twice", YesNo(report.ProgressWhole));
        Row("nothing left on the source", YesNo(report.SourceClean));
        _console.Write(table);

        void Row(string name, string value) => table.AddRow(new Text(name), new Text(value));
    }

    private static string YesNo(bool value) => value ? "yes" : "NO";
}
