using System.Text;
using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Tests.Plans;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Tests.Journal;

[TestFixture]
[Category("Unit")]
public sealed class JournalTests
{
    private static readonly (string Of, string Node, string? Role)[] Way =
    [
        ("inspect", "a", null), ("reserve", "b", null), ("checkpoint", "a", null), ("transfer", "b", "receive"), ("transfer", "a", "send"),
        ("restart", "b", null), ("destroy", "a", null), ("thaw", "b", null),
    ];

    [Test]
    public void A_replayed_plan_goes_on_as_the_one_that_was_not_interrupted([Range(0, 7)] int interruptedAfter)
    {
        var bench = new PlanBench();
        for (var i = 0; i < interruptedAfter; i++)
        {
            bench.Wait(1).Done(Way[i].Of, Way[i].Node, Way[i].Role);
        }

        var replay = JournalReplay.Of(Again(bench.Journal), PlanBench.Timings);

        var plan = replay.Unfinished["op"];
        plan.Token.Should().Be(bench.Plan.Token);
        plan.Step.Should().Be(bench.Plan.Step);
        plan.Outstanding.Entries.Select(e => e.Command.ToNotification().ToString())
            .Should().Equal(bench.Plan.Outstanding.Entries.Select(e => e.Command.ToNotification().ToString()));
        replay.Tokens.Of("heat").Should().Be(bench.Plan.Token);

        var resumed = plan.Resumed(bench.Now.AddHours(1));
        var sent = resumed.Handle(new PlanInput.Tick(), bench.Now.AddHours(1)).Effects;
        sent.OfType<PlanEffect.Send>().Should().HaveCount(plan.Outstanding.Entries.Count, "what is unanswered is told again at once");
        sent.OfType<PlanEffect.Write>().Should().BeEmpty("time without a front-end is not held against the step");

        Report? final = null;
        for (var i = interruptedAfter; i < Way.Length; i++)
        {
            var turn = resumed.Handle(
                new PlanInput.Reported(PlanBench.Answer(Way[i].Of, Way[i].Node, role: Way[i].Role)), bench.Now.AddHours(1));
            resumed = turn.Plan;
            final = turn.Effects.OfType<PlanEffect.Finish>().SingleOrDefault()?.Report;
        }

        final!.Outcome.Should().Be(Outcomes.Done);
    }

    [Test]
    public void A_plan_on_its_way_back_is_replayed_on_its_way_back()
    {
        var bench = new PlanBench().UntilPreparing().Give(new PlanInput.Abandon(CheckpointFault.DeadlinePassed, "too slow"));

        var plan = JournalReplay.Of(Again(bench.Journal), PlanBench.Timings).Unfinished["op"];

        plan.Outstanding.Entries.Select(e => e.Command.Event).Should().Equal("destroy");
        ((MigrationPlan)plan).Phase.Should().Be(MigrationPhase.Clearing);
        plan.Token.Should().Be(6);
    }

    [Test]
    public void A_last_word_that_was_not_written_is_said_again()
    {
        var bench = new PlanBench().UntilCommitted().Done("destroy", "a").Done("thaw", "b");

        var replay = JournalReplay.Of(Again(bench.Journal), PlanBench.Timings);

        replay.Unfinished.Should().BeEmpty();
        replay.Unsaid["op"].Outcome.Should().Be(Outcomes.Done);

        var written = bench.Journal.Append(new(JournalKind.Finished, bench.Now, "op", "heat", 6) { Report = bench.Final });
        replay = JournalReplay.Of(Again(written), PlanBench.Timings);
        replay.Unsaid.Should().BeEmpty();
        replay.Finished.Should().ContainSingle().Which.To.Should().Be("b");
    }

    [Test]
    public void A_torn_tail_counts_for_nothing_wherever_it_is_torn()
    {
        var bench = new PlanBench().UntilCommitted();
        var bytes = bench.Journal.SelectMany(JournalText.Write).ToArray();
        var last = JournalText.Write(bench.Journal[^1]).Length;

        for (var cut = 1; cut < last; cut++)
        {
            var records = JournalText.Read(bytes.AsSpan(0, bytes.Length - cut), out var whole);

            records.Should().HaveCount(bench.Journal.Count - 1);
            whole.Should().Be(bytes.Length - last);
        }
    }

    [Test]
    public void A_last_line_of_rubbish_is_a_torn_tail_too()
    {
        var bench = new PlanBench();
        byte[] bytes = [.. bench.Journal.SelectMany(JournalText.Write), .. "{\"kind\":\"st\n"u8];

        JournalText.Read(bytes, out var whole).Should().HaveCount(1);

        whole.Should().Be(bytes.Length - 12);
    }

    [TestCase("rubbish\n")]
    [TestCase("null\n")]
    [TestCase("\n")]
    public void A_broken_line_in_the_middle_is_refused_by_its_number(string line)
    {
        var bench = new PlanBench().Done("inspect", "a");
        byte[] bytes = [.. JournalText.Write(bench.Journal[0]), .. Encoding.UTF8.GetBytes(line), .. JournalText.Write(bench.Journal[1])];

        FluentActions.Invoking(() => JournalText.Read(bytes, out _)).Should().Throw<JournalException>().Which.Line.Should().Be(2);
    }

    [Test]
    public void A_record_of_an_operation_that_was_not_begun_is_refused_by_its_number()
    {
        var bench = new PlanBench().Done("inspect", "a");

        FluentActions.Invoking(() => JournalReplay.Of(bench.Journal.Skip(1), PlanBench.Timings))
            .Should().Throw<JournalException>().WithMessage("*line 1*op*not begun*");
    }

    [Test]
    public void A_token_that_does_not_follow_is_refused()
    {
        var bench = new PlanBench().Done("inspect", "a");
        var wrong = bench.Journal[1] with { Token = 99 };

        FluentActions.Invoking(() => JournalReplay.Of([bench.Journal[0], wrong], PlanBench.Timings))
            .Should().Throw<JournalException>().WithMessage("*99*");
    }

    [Test]
    public void A_shortened_journal_comes_to_the_same()
    {
        var bench = new PlanBench().UntilMoving();
        var finished = Enumerable.Range(0, 20).SelectMany(Finished);
        JournalRecord[] records = [.. finished, .. bench.Journal];
        var replay = JournalReplay.Of(records, PlanBench.Timings);

        var shortened = JournalShortening.Of(records, replay, keep: 3);
        var again = JournalReplay.Of(shortened, PlanBench.Timings);

        shortened.Should().HaveCountLessThan(records.Length);
        again.Tokens.Highest.Should().BeEquivalentTo(replay.Tokens.Highest);
        again.Unfinished.Keys.Should().Equal("op");
        again.Finished.Select(r => r.Operation).Should().Equal("op17", "op18", "op19");
    }

    [Test]
    public void The_names_on_disk_are_frozen()
    {
        Enum.GetNames<JournalKind>().Should().Equal("Begun", "Step", "Committed", "Undoing", "Finished", "Token");
        var line = Encoding.UTF8.GetString(JournalText.Write(new(JournalKind.Undoing, DateTimeOffset.UnixEpoch, "op", "heat", 7)
        {
            Fault = CheckpointFault.NodeDead,
            Message = "b",
        }));

        line.Should().Be(
            """{"kind":"undoing","at":"1970-01-01T00:00:00+00:00","operation":"op","application":"heat","token":7,"fault":"NodeDead","message":"b"}"""
            + "\n");
    }

    private static IEnumerable<JournalRecord> Finished(int number)
    {
        var command = new Command { Event = "", From = "f", Node = "a", Operation = $"op{number}", Application = $"app{number % 4}", Token = number + 1 };
        var turn = CommandPlan.Begin(CommandRequest.Checkpoint(command, null), PlanBench.Timings, DateTimeOffset.UnixEpoch);
        yield return turn.Effects.OfType<PlanEffect.Write>().Single().Record;
        turn = turn.Plan.Handle(
            new PlanInput.Reported(PlanBench.Answer("checkpoint", "a") with { Operation = command.Operation }), DateTimeOffset.UnixEpoch);
        yield return turn.Effects.OfType<PlanEffect.Write>().Single().Record;
        yield return new(JournalKind.Finished, DateTimeOffset.UnixEpoch, command.Operation, command.Application, command.Token)
        {
            Report = turn.Effects.OfType<PlanEffect.Finish>().Single().Report,
        };
    }

    // Through bytes and back, as after a crash.
    private static IReadOnlyList<JournalRecord> Again(IEnumerable<JournalRecord> records) =>
        JournalText.Read([.. records.SelectMany(JournalText.Write)], out _);
}
