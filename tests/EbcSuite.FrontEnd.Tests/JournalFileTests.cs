using EbcSuite.Checkpointing.Journal;
using EbcSuite.FrontEnd.Edge;
using EbcSuite.Hosting;

namespace EbcSuite.FrontEnd.Tests;

[TestFixture]
[Category("Unit")]
public sealed class JournalFileTests
{
    private string _directory = "";

    private string Journal => Path.Combine(_directory, "journal.jsonl");

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("ebc-journal").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void What_was_appended_is_there_after_a_restart()
    {
        var bench = new CoreBench().WithNodes().Migrate("b");
        Append(bench.Journal);

        using var again = Open();

        again.Replay.Unfinished.Keys.Should().Equal("op1");
        again.CutBytes.Should().Be(0);
    }

    [Test]
    public void An_unfinished_last_record_is_left_out_and_the_file_goes_on_after_the_whole_ones()
    {
        var bench = new CoreBench().WithNodes().Migrate("b").Obey();
        Append(bench.Journal);
        File.WriteAllBytes(Journal, File.ReadAllBytes(Journal)[..^7]);

        using (var torn = Open())
        {
            torn.CutBytes.Should().BePositive();
            torn.Replay.Unsaid.Keys.Should().Equal("op1");
            torn.Append(bench.Journal[^1]);
        }

        using var again = Open();
        again.CutBytes.Should().Be(0);
        again.Replay.Unsaid.Should().BeEmpty();
        again.Replay.Finished.Should().ContainSingle();
    }

    [Test]
    public void A_damaged_journal_is_refused_by_the_line_and_left_as_it_is()
    {
        Append(new CoreBench().WithNodes().Migrate("b").Obey().Journal);
        var lines = File.ReadAllLines(Journal);
        lines[2] = "rubbish";
        File.WriteAllLines(Journal, lines);

        FluentActions.Invoking(Open).Should().Throw<JournalException>().Which.Line.Should().Be(3);

        File.ReadAllLines(Journal).Should().Equal(lines);
    }

    [Test]
    public void A_second_front_end_on_the_same_directory_is_refused()
    {
        using var first = Open();

        FluentActions.Invoking(Open).Should().Throw<DaemonUnavailableException>().WithMessage("*Is another front-end running*");
    }

    [Test]
    public void A_journal_of_finished_operations_becomes_short_and_remembers_tokens()
    {
        var bench = new CoreBench().WithNodes().Migrate("b").Obey();
        Append(bench.Journal);
        var before = File.ReadAllLines(Journal).Length;

        using (Open())
        {
            File.ReadAllLines(Journal).Should().HaveCountLessThan(before);
        }

        using var again = Open();
        again.Replay.Tokens.Of("heat").Should().Be(bench.Core.Tokens.Of("heat"));
    }

    private JournalFile Open() => JournalFile.Open(_directory, CoreBench.Settings.Timings, keep: 10);

    private void Append(IEnumerable<JournalRecord> records)
    {
        using var file = Open();
        foreach (var record in records)
        {
            file.Append(record);
        }
    }
}
