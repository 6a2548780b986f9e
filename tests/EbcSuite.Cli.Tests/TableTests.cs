using EbcSuite.Cli.Rendering;
using EbcSuite.Cli.Tests.Doubles;

namespace EbcSuite.Cli.Tests;

/// <summary>What people see without a terminal: plain, unfolded text.</summary>
[Category("Unit")]
public sealed class TableTests
{
    [Test]
    public async Task Nodes_are_listed_by_site_and_name_with_what_they_can_do()
    {
        using var ebc = new CommandLine { Broker = { Answer = FrontEnd.SystemInfo } };

        (await ebc.RunAsync("nodes")).Should().Be(0, ebc.Error);

        Lines(ebc.Out).Should().Equal(
            "NODE   SITE  STATE  SEEN        FREE     DRIVERS                      APPLICATIONS  VERSION",
            "vm-a1  a     alive  1.00 s ago  12.3 GB  criu 4.2.1                   count, heat   0.1.0",
            "vm-b1  b     dead   30.0 s ago  999 B    criu: criu is not installed                0.1.0");
    }

    [Test]
    public async Task Labels_have_a_column_where_somebody_has_any()
    {
        using var ebc = new CommandLine { Broker = { Answer = request => FrontEnd.SystemInfo(request, labels: new() { ["rack"] = "r1", ["cloud"] = "one" }) } };

        (await ebc.RunAsync("nodes")).Should().Be(0, ebc.Error);

        Lines(ebc.Out).Should().Equal(
            "NODE   SITE  STATE  SEEN        FREE     DRIVERS                      APPLICATIONS  LABELS              VERSION",
            "vm-a1  a     alive  1.00 s ago  12.3 GB  criu 4.2.1                   count, heat   cloud=one, rack=r1  0.1.0",
            "vm-b1  b     dead   30.0 s ago  999 B    criu: criu is not installed                                    0.1.0");
    }

    [Test]
    public async Task Applications_are_listed_by_name_with_their_state_and_operation()
    {
        using var ebc = new CommandLine { Broker = { Answer = FrontEnd.SystemInfo } };

        (await ebc.RunAsync("apps")).Should().Be(0, ebc.Error);

        Lines(ebc.Out).Should().Equal(
            "APPLICATION  NODE   SITE  STATE         SINCE       PROCESSES  DRIVER  OPERATION",
            "count        vm-a1  a     finished (0)  60 min 0 s  0          criu",
            "heat         vm-a1  a     running       90.0 s      6          criu    op1 transferring");
    }

    [Test]
    public async Task A_migration_without_a_terminal_is_told_in_lines_and_ends_with_a_table()
    {
        using var ebc = new CommandLine { Broker = { Answer = FrontEnd.Migrated } };

        (await ebc.RunAsync("migrate", "heat", "--to", "vm-b1")).Should().Be(0, ebc.Error);

        var operation = ebc.Broker.Published.TryRead(out var request) ? request.Text("operation") : null;
        Lines(ebc.Out).Should().Equal(
            $"heat to vm-b1, operation {operation}",
            "initialization begun",
            "initialization done   0.10 s",
            "checkpointing  begun",
            "checkpointing  done   0.20 s",
            "transferring   begun",
            "transferring   31.0 MB of 62.0 MB",
            "transferring   62.0 MB of 62.0 MB",
            "transferring   done   0.30 s",
            "commitment     begun",
            "commitment     done   0.40 s",
            "restarting     begun",
            "restarting     done   0.50 s",
            "╭────────────────┬─────────╮",
            "│ step           │    time │",
            "├────────────────┼─────────┤",
            "│ initialization │  0.10 s │",
            "│ checkpointing  │  0.20 s │",
            "│ transferring   │  0.30 s │",
            "│ commitment     │  0.40 s │",
            "│ restarting     │  0.50 s │",
            "│                │         │",
            "│ total          │  1.50 s │",
            "│ downtime       │  1.23 s │",
            "│ image          │ 62.0 MB │",
            "│ on the wire    │ 8.00 MB │",
            "╰────────────────┴─────────╯",
            $"heat runs on vm-b1 (operation {operation})");
    }

    [Test]
    public async Task What_was_done_is_said_in_one_line_with_the_operation()
    {
        using var ebc = new CommandLine { Broker = { Answer = r => [FrontEnd.Final(r).ToNotification()] } };

        (await ebc.RunAsync("stop", "heat")).Should().Be(0, ebc.Error);

        ebc.Out.Should().MatchRegex("^heat is ended \\(operation [0-9a-f]{16}\\)\n$");
    }

    [TestCase(0, "0 B")]
    [TestCase(999, "999 B")]
    [TestCase(1000, "1.00 kB")]
    [TestCase(12_345_678, "12.3 MB")]
    [TestCase(999_499_999, "999 MB")]
    [TestCase(999_500_000, "1.00 GB")]
    [TestCase(9_223_372_036_854_775_807, "9223372 TB")]
    public void Bytes_have_three_digits_and_a_unit(long bytes, string text) => Units.Bytes(bytes).Should().Be(text);

    [TestCase(0, "0.00 s")]
    [TestCase(1234, "1.23 s")]
    [TestCase(12_340, "12.3 s")]
    [TestCase(200_000, "3 min 20 s")]
    [TestCase(7_200_000, "2 h 0 min")]
    [TestCase(180_000_000, "2 d 2 h")]
    public void Times_are_as_exact_as_they_are_short(long milliseconds, string text) =>
        Units.Time(TimeSpan.FromMilliseconds(milliseconds)).Should().Be(text);

    private static IEnumerable<string> Lines(string text) => text.TrimEnd('\n').Split('\n').Select(l => l.TrimEnd());
}
