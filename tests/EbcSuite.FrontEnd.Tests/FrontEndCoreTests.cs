using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.FrontEnd.Core;

namespace EbcSuite.FrontEnd.Tests;

[TestFixture]
[Category("Unit")]
public sealed class FrontEndCoreTests
{
    [Test]
    public void The_same_operation_asked_again_is_answered_again_and_done_once()
    {
        var bench = new CoreBench().WithNodes();
        var request = CoreBench.Request(EventNames.MigrateApplication, "op", to: "b");
        bench.Ask(request);
        var records = bench.Journal.Count;

        bench.Ask(request).Published.Should().BeEmpty("it is under way");
        bench.Journal.Should().HaveCount(records);

        bench = new CoreBench().WithNodes().Ask(request).Obey();
        var first = bench.Final();
        records = bench.Journal.Count;
        bench.Ask(request);

        (bench.Final() with { Body = default }).Should().Be(first with { Body = default });
        bench.Final().Body.ToArray().Should().Equal(first.Body.ToArray());
        bench.Journal.Should().HaveCount(records);
    }

    [Test]
    public void A_refusal_asked_again_is_the_same_refusal_even_if_it_would_do_now()
    {
        var bench = new CoreBench().WithNodes();
        var request = CoreBench.Request(EventNames.MigrateApplication, "op", to: "d");
        bench.Ask(request).Final().Error.Should().Be(CheckpointFault.UnknownNode);
        bench.Up(CoreBench.Status("d"));

        bench.Ask(request).Final().Error.Should().Be(CheckpointFault.UnknownNode);
    }

    [Test]
    public void A_migration_is_done_and_known_at_once()
    {
        var bench = new CoreBench().WithNodes().Migrate("b").Obey();

        bench.Final().Outcome.Should().Be(Outcomes.Done);
        bench.Core.Fleet.Application("heat")!.Node.Name.Should().Be("b");
        bench.Journal.Select(r => r.Kind).Should().StartWith([JournalKind.Begun]).And.EndWith([JournalKind.Finished])
            .And.ContainSingle(k => k == JournalKind.Committed);
    }

    [Test]
    public void The_commitment_is_written_before_anybody_is_told()
    {
        var bench = new CoreBench().WithNodes().Migrate("b");
        while (!bench.Latest.OfType<FrontEndEffect.Append>().Any(a => a.Record.Kind == JournalKind.Committed))
        {
            var commands = bench.Published.Where(n => Command.TryRead(n, out _, out _)).ToList();
            commands.Should().NotBeEmpty();
            foreach (var notification in commands)
            {
                Command.TryRead(notification, out var command, out _);
                bench.Hear((Report.Done(command!, command!.Node) with { Body = "{}"u8.ToArray() }).ToNotification());
            }
        }

        bench.Latest.TakeWhile(e => e is not FrontEndEffect.Publish).OfType<FrontEndEffect.Append>()
            .Should().Contain(a => a.Record.Kind == JournalKind.Committed);
    }

    [Test]
    public void An_answer_that_a_node_gave_before_the_operation_ended_does_not_bring_the_old_state_back()
    {
        var bench = new CoreBench().WithNodes();
        var old = bench.Core.Fleet.Round;
        bench.Migrate("b").Obey();

        bench.Alive(CoreBench.Status("a", CoreBench.Application("heat", ApplicationState.Running)), old);
        bench.Alive(CoreBench.Status("b"), old);
        bench.Core.Fleet.Application("heat")!.Node.Name.Should().Be("b");

        bench.Tick(2);
        bench.Alive(CoreBench.Status("b"));
        bench.Core.Fleet.Application("heat").Should().BeNull("a newer answer counts");
    }

    [Test]
    public void System_info_tells_sites_nodes_applications_and_what_is_under_way()
    {
        var bench = new CoreBench().WithNodes().Migrate("c");

        var final = bench.Ask(CoreBench.Request(EventNames.SystemInfo, "info", application: "")).Final();

        var info = JsonSerializer.Deserialize(final.Body.Span, CheckpointingJson.Default.SystemInfo)!;
        info.Sites.Select(s => (s.Site, string.Join(' ', s.Nodes.Select(n => n.Node)))).Should().Equal(("hanoi", "a b"), ("paris", "c"));
        info.Applications.Select(a => (a.Application, a.Node, a.Site, a.Status.State, a.Operation, a.Step)).Should().Equal(
            ("heat", "a", "hanoi", ApplicationState.Running, "op1", MigrationStep.Initialization),
            ("waves", "b", "hanoi", ApplicationState.Finished, null, null));
    }

    [Test]
    public void A_started_application_is_known_and_a_stopped_one_has_ended()
    {
        var bench = new CoreBench().WithNodes().Ask(CoreBench.Request(EventNames.StartApplication, "start", "new", node: "c")).Obey();
        bench.Final().Should().Match<Report>(r => r.State == ApplicationState.Running && r.To == "c");
        bench.Core.Fleet.Application("new")!.Node.Name.Should().Be("c");

        bench.Ask(CoreBench.Request(EventNames.StopApplication, "stop", "new")).Obey();

        bench.Final().State.Should().Be(ApplicationState.Ended);
        bench.Core.Fleet.Application("new")!.Status.State.Should().Be(ApplicationState.Ended);
    }

    [Test]
    public void Tokens_grow_with_each_operation_and_above_what_nodes_have_seen()
    {
        var bench = new CoreBench().WithNodes().Up(CoreBench.Status("a", CoreBench.Application("heat", ApplicationState.Running, token: 40)));

        bench.Migrate("b");

        bench.Of(EventNames.Inspect).Single().Integer(AttributeNames.Token).Should().Be(41);
        bench.Obey().Ask(CoreBench.Request(EventNames.CheckpointApplication, "next"));
        bench.Of(EventNames.Checkpoint).Single().Integer(AttributeNames.Token).Should().Be(43, "the commitment took one");
    }

    [Test]
    public void After_a_restart_requests_wait_until_the_nodes_had_time_to_tell_of_themselves()
    {
        var bench = new CoreBench(settings: CoreBench.Settings with { Settle = TimeSpan.FromSeconds(2) });
        bench.Migrate("b").Published.Should().BeEmpty();
        bench.WithNodes();

        bench.Tick(2);

        bench.Of(EventNames.Inspect).Should().ContainSingle();
    }

    [Test]
    public void After_a_restart_a_finished_operation_is_still_answered_and_an_unfinished_one_goes_on()
    {
        var before = new CoreBench().WithNodes().Migrate("b").Obey();
        var request = CoreBench.Request(EventNames.CheckpointApplication, "open");
        before.Ask(request);
        var replay = JournalReplay.Of(before.Journal, CoreBench.Settings.Timings);

        var after = new CoreBench(replay);

        after.Of(EventNames.Checkpoint).Should().ContainSingle("what is unanswered is told again at once");
        after.Ask(CoreBench.Request(EventNames.MigrateApplication, "op1", to: "b")).Final().Outcome.Should().Be(Outcomes.Done);
        after.WithNodes().Ask(CoreBench.Request(EventNames.MigrateApplication, "other", to: "c")).Final().Error.Should().Be(CheckpointFault.ApplicationBusy);
    }

    [Test]
    public void What_is_not_understood_is_noted_and_throws_nothing()
    {
        var bench = new CoreBench().WithNodes();
        foreach (var name in new[] { EventNames.Report, EventNames.NodeUp, EventNames.ApplicationState, "rubbish" })
        {
            bench.Hear(EbcSuite.Events.Notification.Create((AttributeNames.Event, name), (AttributeNames.From, "x")));
            bench.Latest.Should().ContainSingle().Which.Should().BeOfType<FrontEndEffect.Note>().Which.Warning.Should().BeTrue();
        }
    }

    [Test]
    public void A_node_can_report_only_as_itself()
    {
        var bench = new CoreBench().WithNodes();

        bench.Hear(NodeNews.NodeUp(CoreBench.Status("z")).With(AttributeNames.From, "a"));

        bench.Core.Fleet.Node("z").Should().BeNull();
    }
}
