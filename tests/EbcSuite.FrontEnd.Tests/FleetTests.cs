using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.FrontEnd.Tests;

[TestFixture]
[Category("Unit")]
public sealed class FleetTests
{
    [Test]
    public void Nodes_are_asked_each_interval_and_never_more_often()
    {
        var bench = new CoreBench();
        bench.Of(EventNames.NodeAlive).Should().ContainSingle("at once");

        bench.Tick(1.9).Of(EventNames.NodeAlive).Should().BeEmpty();
        bench.Tick(0.1).Of(EventNames.NodeAlive).Should().ContainSingle();
    }

    [Test]
    public void A_silent_node_is_dead_after_the_set_time_and_told_so_once()
    {
        var bench = new CoreBench().Up(CoreBench.Status("a"));

        bench.Tick(5.9).Of(EventNames.NodeDead).Should().BeEmpty();
        var news = bench.Tick(0.1).Of(EventNames.NodeDead).Should().ContainSingle().Subject;

        (news.Text(AttributeNames.Node), news.Text(AttributeNames.Site)).Should().Be(("a", "hanoi"));
        bench.Tick(10).Of(EventNames.NodeDead).Should().BeEmpty();
        bench.Core.Fleet.Node("a")!.IsAlive.Should().BeFalse();
    }

    [Test]
    public void An_answer_keeps_a_node_alive_and_brings_a_dead_one_back()
    {
        var bench = new CoreBench().Up(CoreBench.Status("a"));
        bench.Of(EventNames.NodeUp).Should().ContainSingle("it is new");
        bench.Tick(5).Alive(CoreBench.Status("a")).Of(EventNames.NodeUp).Should().BeEmpty();
        bench.Tick(5).Of(EventNames.NodeDead).Should().BeEmpty();
        bench.Tick(5).Of(EventNames.NodeDead).Should().ContainSingle();

        bench.Alive(CoreBench.Status("a"));

        bench.Of(EventNames.NodeUp).Single().Text(AttributeNames.Node).Should().Be("a");
        bench.Core.Fleet.Node("a")!.IsAlive.Should().BeTrue();
    }

    [Test]
    public void A_front_end_that_was_cut_off_itself_does_not_blame_the_nodes()
    {
        var bench = new CoreBench().Up(CoreBench.Status("a"));

        bench.Core.Connected(bench.Now.AddSeconds(100));

        bench.Tick(101).Of(EventNames.NodeDead).Should().BeEmpty();
        bench.Of(EventNames.NodeAlive).Should().ContainSingle();
    }

    [Test]
    public void A_nodes_news_of_an_application_count_at_once()
    {
        var bench = new CoreBench().WithNodes();

        bench.Hear(new ApplicationNews("a", "heat", ApplicationState.Finished, 3).ToNotification());

        bench.Core.Fleet.Application("heat")!.Status.Should().Match<ApplicationStatus>(s => s.State == ApplicationState.Finished && s.ExitCode == 3);
    }

    [Test]
    public void Of_several_nodes_that_know_an_application_the_one_where_it_lives_counts()
    {
        var bench = new CoreBench()
            .Up(CoreBench.Status("a", CoreBench.Application("heat", ApplicationState.Lost, token: 9)))
            .Up(CoreBench.Status("b", CoreBench.Application("heat", ApplicationState.Running, token: 2)));

        bench.Core.Fleet.Application("heat")!.Node.Name.Should().Be("b");
    }

    [Test]
    public void A_node_that_an_unfinished_operation_waits_for_is_judged_though_it_never_spoke()
    {
        var before = new CoreBench().WithNodes().Migrate("b");
        var replay = Checkpointing.Journal.JournalReplay.Of(before.Journal, CoreBench.Settings.Timings);

        var after = new CoreBench(replay).Tick(6);

        after.Of(EventNames.NodeDead).Select(n => n.Text(AttributeNames.Node)).Should().Equal("a", "b");
        after.Final().Error.Should().Be(CheckpointFault.NodeDead);
    }
}
