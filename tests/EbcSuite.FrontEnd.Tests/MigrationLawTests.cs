using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.TestKit.Simulation;

namespace EbcSuite.FrontEnd.Tests;

/// <summary>The law of design.md section 6, over thousands of runs in which everything goes wrong. A failing run tells its seed.</summary>
[TestFixture]
[Category("Simulated")]
public sealed class MigrationLawTests
{
    private const int Runs = 2000;

    private static readonly DriverCapabilities Holding = new(KeepsSourceStopped: true, RestoresStopped: true, false, false);
    private static readonly DriverCapabilities NotPreparing = new(KeepsSourceStopped: true, RestoresStopped: false, false, false);
    private static readonly DriverCapabilities EndingTheSource = new(KeepsSourceStopped: false, RestoresStopped: false, false, false);

    [Test]
    public void Whatever_fails_an_application_runs_at_most_once_and_ends_on_exactly_one_side()
    {
        var done = 0;
        for (var seed = 1; seed <= Runs; seed++)
        {
            done += Run(seed, Holding);
        }

        TestContext.Out.WriteLine($"{done} of {Runs * 2} migrations were done, the others undone or refused.");
        done.Should().BeInRange(Runs / 4, (Runs * 2) - (Runs / 4), "a storm must neither stop everything nor nothing");
    }

    [Test]
    public void The_law_holds_for_drivers_that_cannot_restore_stopped() => RunAll(NotPreparing);

    [Test]
    public void The_law_holds_for_drivers_that_end_the_source_by_their_dump() => RunAll(EndingTheSource);

    [Test]
    public void In_fair_weather_a_migration_is_done_and_tells_its_five_steps_in_order()
    {
        var simulation = new MigrationSimulation(seed: 7);
        simulation.Network.Run(TimeSpan.FromSeconds(10), () => false);

        var requester = simulation.Ask("op-1", "b");

        simulation.Network.Run(TimeSpan.FromSeconds(60), () => requester.Finals.Count > 0).Should().BeTrue();
        requester.Finals[0].Outcome.Should().Be(Outcomes.Done, requester.Finals[0].Message);
        simulation.Home().Should().Be("b");
        requester.Progresses.Where(p => p.State == Progress.Begun).Select(p => p.Step).Should().BeEquivalentTo(Enum.GetValues<MigrationStep>());
        simulation.Nodes["a"].HasImages.Should().BeFalse("the source removes its image when it lets go");
    }

    [TestCase(EventNames.Inspect)]
    [TestCase(EventNames.Reserve)]
    [TestCase(EventNames.Checkpoint)]
    [TestCase(EventNames.Transfer)]
    [TestCase(EventNames.Restart)]
    public void A_failure_before_the_commitment_leaves_the_application_running_at_the_source(string failing)
    {
        var simulation = new MigrationSimulation(seed: 11);
        simulation.Network.Run(TimeSpan.FromSeconds(10), () => false);
        foreach (var node in simulation.Nodes.Values)
        {
            node.Failing.Add(failing);
        }

        var requester = simulation.Ask("op-1", "b");

        simulation.Network.Run(TimeSpan.FromSeconds(120), () => requester.Finals.Count > 0).Should().BeTrue();
        requester.Finals[0].Outcome.Should().NotBe(Outcomes.Done);
        requester.Finals[0].Message.Should().Contain("told to fail").And.Contain("runs on at a");
        simulation.Home().Should().Be("a");
        simulation.Nodes["b"].HasImages.Should().BeFalse();
    }

    [TestCase(EventNames.Destroy)]
    [TestCase(EventNames.Thaw)]
    public void A_failure_after_the_commitment_is_tried_again_until_it_runs_on_the_target(string failing)
    {
        var simulation = new MigrationSimulation(seed: 13);
        simulation.Network.Run(TimeSpan.FromSeconds(10), () => false);
        foreach (var node in simulation.Nodes.Values)
        {
            node.Failing.AddRange([failing, failing]);
        }

        var requester = simulation.Ask("op-1", "b");

        simulation.Network.Run(TimeSpan.FromSeconds(120), () => requester.Finals.Count > 0).Should().BeTrue();
        requester.Finals[0].Outcome.Should().Be(Outcomes.Done, requester.Finals[0].Message);
        simulation.Home().Should().Be("b");
    }

    [Test]
    public void A_target_that_loses_its_prepared_copy_restores_it_from_the_image()
    {
        var simulation = new MigrationSimulation(seed: 17);
        simulation.Network.Run(TimeSpan.FromSeconds(10), () => false);
        var requester = simulation.Ask("op-1", "b");
        simulation.Network.Run(TimeSpan.FromSeconds(60), () => simulation.Nodes["b"].Copy is not null).Should().BeTrue();

        simulation.Nodes["b"].Reboot(TimeSpan.FromSeconds(3));

        simulation.Network.Run(TimeSpan.FromSeconds(120), () => requester.Finals.Count > 0).Should().BeTrue();
        requester.Finals[0].Outcome.Should().Be(Outcomes.Done, requester.Finals[0].Message);
        simulation.Home().Should().Be("b");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_restore_that_fails_after_the_commitment_goes_back_to_the_sources_image(bool keepsSource)
    {
        var simulation = new MigrationSimulation(seed: 19, new(keepsSource, RestoresStopped: false, false, false));
        simulation.Network.Run(TimeSpan.FromSeconds(10), () => false);
        simulation.Nodes["b"].Failing.Add(EventNames.Restart);

        var requester = simulation.Ask("op-1", "b");

        simulation.Network.Run(TimeSpan.FromSeconds(120), () => requester.Finals.Count > 0).Should().BeTrue();
        requester.Finals[0].Outcome.Should().Be(Outcomes.Failed);
        requester.Finals[0].Message.Should().Contain("told to fail").And.Contain("runs on at a");
        simulation.Home().Should().Be("a");
        simulation.Nodes["b"].HasImages.Should().BeFalse();
    }

    [Test]
    public void The_same_seed_gives_the_same_run()
    {
        var first = Storm(23);
        var second = Storm(23);

        second.Network.Story.Should().Equal(first.Network.Story);
        first.Network.Story.Should().HaveCountGreaterThan(20);
    }

    private static void RunAll(DriverCapabilities capabilities)
    {
        for (var seed = 1; seed <= Runs / 4; seed++)
        {
            Run(seed, capabilities);
        }
    }

    private static MigrationSimulation Storm(int seed)
    {
        var simulation = new MigrationSimulation(seed);
        simulation.Network.Run(TimeSpan.FromSeconds(8), () => false);
        simulation.Storm();
        simulation.Ask("op-1", "b");
        simulation.Network.Run(TimeSpan.FromSeconds(90), () => false);
        return simulation;
    }

    // Two migrations, the second from wherever the first ended. Returns how many were done.
    private static int Run(int seed, DriverCapabilities capabilities)
    {
        var simulation = new MigrationSimulation(seed, capabilities);
        simulation.Network.Run(TimeSpan.FromSeconds(8), () => false);
        return Migrate(simulation, "op-1", "b") + Migrate(simulation, "op-2", "c");
    }

    private static int Migrate(MigrationSimulation simulation, string operation, string to)
    {
        var source = simulation.Home();
        simulation.Storm();
        var requester = simulation.Ask(operation, to);
        simulation.Network.Run(TimeSpan.FromSeconds(simulation.Network.Random.Next(5, 100)), () => false);
        simulation.Mend();
        var quiet = simulation.Network.Run(
            TimeSpan.FromMinutes(30),
            () => requester.Finals.Count > 0 && simulation.FrontEnd.Core is { Operations.UnderWay.Count: 0 });
        simulation.Require(quiet, "an operation ends once the network is healed");
        simulation.Network.Run(TimeSpan.FromSeconds(60), () => false);

        var outcomes = requester.Finals.Select(f => f.Outcome).Distinct(StringComparer.Ordinal).ToList();
        simulation.Require(outcomes.Count == 1, $"the requester hears one outcome: {string.Join(", ", outcomes)}");
        var done = outcomes[0] == Outcomes.Done;
        var home = simulation.Home();
        simulation.Require(home == (done ? to : source), $"after {outcomes[0]} it runs on {(done ? to : source)}, not on {home}");
        simulation.Require(
            simulation.FrontEnd.Core!.Fleet.Application(MigrationSimulation.Application) is { } known && known.Node.Name == home,
            "the front-end knows where it runs");
        return done ? 1 : 0;
    }
}
