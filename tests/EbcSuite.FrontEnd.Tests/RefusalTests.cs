using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.FrontEnd.Tests;

[TestFixture]
[Category("Unit")]
public sealed class RefusalTests
{
    private static IEnumerable<TestCaseData> Requests()
    {
        yield return Case(EventNames.StartApplication, "new", CheckpointFault.UnknownNode, "nowhere", node: "nowhere");
        yield return Case(EventNames.StartApplication, "heat", CheckpointFault.ApplicationExists, "running on a", node: "b");
        yield return Case(EventNames.StartApplication, "new", CheckpointFault.UnknownDriver, "blcr", node: "b", driver: "blcr");
        yield return Case(EventNames.StartApplication, "new", CheckpointFault.ToolMissing, "dmtcp_launch", node: "b", driver: "dmtcp");
        yield return Case(EventNames.StopApplication, "nothing", CheckpointFault.UnknownApplication, "nothing");
        yield return Case(EventNames.StopApplication, "waves", CheckpointFault.NotRunning, "finished");
        yield return Case(EventNames.MigrateApplication, "nothing", CheckpointFault.UnknownApplication, "nothing", to: "b");
        yield return Case(EventNames.MigrateApplication, "waves", CheckpointFault.NotRunning, "finished", to: "c");
        yield return Case(EventNames.MigrateApplication, "heat", CheckpointFault.AlreadyThere, "runs on a", to: "a");
        yield return Case(EventNames.MigrateApplication, "heat", CheckpointFault.UnknownNode, "nowhere", to: "nowhere");
        yield return Case(EventNames.CheckpointApplication, "waves", CheckpointFault.NotRunning, "finished");
        yield return Case(EventNames.CheckpointApplication, "nothing", CheckpointFault.UnknownApplication, "nothing");
        yield return Case(EventNames.RestartApplication, "heat", CheckpointFault.ApplicationExists, "running on a", to: "b");
        yield return Case(EventNames.RestartApplication, "new", CheckpointFault.UnknownNode, "nowhere", to: "nowhere");

        static TestCaseData Case(
            string name, string application, CheckpointFault fault, string text, string? to = null, string? node = null, string? driver = null) =>
            new TestCaseData(CoreBench.Request(name, "op", application, to, node) with { Driver = driver }, fault, text)
                .SetArgDisplayNames($"{name} of {application} to {to ?? node}: {fault}");
    }

    [TestCaseSource(nameof(Requests))]
    public void A_request_that_contradicts_what_is_known_is_refused_by_name(object request, CheckpointFault fault, string text)
    {
        var bench = new CoreBench().WithNodes().Ask((Request)request);

        var final = bench.Final();

        (final.Outcome, final.Error, final.Operation).Should().Be((Outcomes.Refused, fault, "op"));
        final.Message.Should().Contain(text);
        bench.Journal.Should().BeEmpty("nothing was begun");
        bench.Core.Operations.UnderWay.Should().BeEmpty();
    }

    [Test]
    public void A_second_operation_on_an_application_is_refused_and_told_which_is_under_way()
    {
        var bench = new CoreBench().WithNodes().Migrate("b").Ask(CoreBench.Request(EventNames.StopApplication, "op9"));

        var final = bench.Final();

        final.Error.Should().Be(CheckpointFault.ApplicationBusy);
        final.Message.Should().Contain("op1").And.Contain("migrate_App");
    }

    [TestCase("a")]
    [TestCase("b")]
    public void A_dead_node_takes_part_in_nothing(string dead)
    {
        var bench = new CoreBench().WithNodes();
        for (var i = 0; i < 8; i++)
        {
            bench.Tick(1);
            bench.Alive(CoreBench.Status(dead == "a" ? "b" : "a", dead == "a" ? [] : [CoreBench.Application("heat", ApplicationState.Running)]));
        }

        bench.Migrate("b").Final().Error.Should().Be(CheckpointFault.NodeDead);
    }

    [TestCase(AttributeNames.Application, "a b")]
    [TestCase(AttributeNames.To, "")]
    [TestCase(AttributeNames.DeadlineMs, "soon")]
    public void A_bad_attribute_is_named(string attribute, string value)
    {
        var bench = new CoreBench().WithNodes();

        var final = bench.Hear(CoreBench.Request(EventNames.MigrateApplication, "op", to: "b").ToNotification().With(attribute, value)).Final();

        final.Error.Should().Be(CheckpointFault.BadRequest);
        final.Message.Should().Contain($"'{attribute}'");
    }

    [TestCase("{\"arguments\":[],\"environment\":{}}")]
    [TestCase("{\"environment\":{}}")]
    [TestCase("{\"arguments\":[\"\"],\"environment\":{}}")]
    [TestCase("{\"arguments\":[\"x\"]}")]
    [TestCase("rubbish")]
    [TestCase("")]
    public void A_start_without_a_program_is_refused(string body)
    {
        var request = CoreBench.Request(EventNames.StartApplication, "op", "new", node: "b") with { Body = System.Text.Encoding.UTF8.GetBytes(body) };

        new CoreBench().WithNodes().Ask(request).Final().Error.Should().Be(CheckpointFault.BadRequest);
    }

    [Test]
    public void A_request_without_a_usable_operation_has_no_answer_and_throws_nothing()
    {
        var bench = new CoreBench().WithNodes().Hear(Notification.Create((AttributeNames.Event, EventNames.MigrateApplication)));

        bench.Published.Should().BeEmpty();
        bench.Latest.Should().ContainSingle();
    }

    [Test]
    public void Force_leaves_the_targets_driver_to_the_target()
    {
        var bench = new CoreBench().WithNodes();
        bench.Up(CoreBench.Status("c") with { Drivers = [] });
        bench.Migrate("c").Final().Error.Should().Be(CheckpointFault.UnknownDriver);

        bench.Ask(CoreBench.Request(EventNames.MigrateApplication, "forced", to: "c") with { Force = true });

        bench.Of(EventNames.Inspect).Should().ContainSingle();
    }
}
