using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.Checkpointing.Tests;

[Category("Unit")]
public sealed class DriverChoiceTests
{
    private static readonly LaunchSpecification Heat = new(["/opt/heat", "--fast"], new Dictionary<string, string>(StringComparer.Ordinal));

    private static readonly DriverProbe Criu = new("criu", "4.2.1", null, new(true, true, false, false));

    private static readonly DriverProbe Dmtcp = new("dmtcp", "4.0.0", null, new(false, false, false, true));

    private static readonly DriverProbe OpenMpi = new("openmpi", "1.6.5", null, new(false, false, false, true, OnlyPrograms: ["mpirun", "mpiexec"]));

    private static readonly DriverProbe Own = new("command", "1", null, new(true, false, false, true, NeedsCommands: true));

    private static IReadOnlyList<DriverProbe> All => [Own, Criu, Dmtcp, OpenMpi];

    [Test]
    public void The_best_is_the_one_with_which_most_can_be_undone()
    {
        var choice = DriverChoice.For(null, Heat, All);
        choice.Driver.Should().Be("criu");
        choice.Reason.Should().Contain("tested before the source is given up");
        choice.All.Select(r => r.Driver).Should().Equal("criu", "dmtcp", "openmpi", "command");
        choice.All[^1].Reason.Should().Contain("brings its own save and resume commands");
    }

    [Test]
    public void An_application_that_brings_its_own_commands_gets_the_driver_that_calls_them()
    {
        var commands = new ApplicationCommands(new(Signal: "USR1", File: "state"), new(["x"]));
        DriverChoice.For(null, Heat with { Commands = commands }, All).Driver.Should().Be("command");
        DriverChoice.For("criu", Heat with { Commands = commands }, All).Driver.Should().Be("criu", "it was asked for");
    }

    [Test]
    public void Without_the_best_the_next_is_taken_and_the_reason_of_the_first_is_told()
    {
        var choice = DriverChoice.For(null, Heat, [Own, Unusable(Criu), Dmtcp, OpenMpi]);
        choice.Driver.Should().Be("dmtcp");
        choice.All.Single(r => r.Driver == "criu").Should().Be(new DriverReason("criu", Fits: false, "install criu 4.2"));
    }

    [Test]
    public void One_that_is_good_for_some_programs_is_taken_for_those_only()
    {
        IReadOnlyList<DriverProbe> probes = [Own, Unusable(Criu), OpenMpi];
        DriverChoice.For(null, Heat with { Arguments = ["/usr/bin/mpirun", "-n", "4", "heat"] }, probes).Driver.Should().Be("openmpi");
        var none = DriverChoice.For(null, Heat, probes);
        none.Driver.Should().BeNull();
        none.Reason.Should().Contain("only for mpirun, mpiexec").And.Contain("install criu 4.2");
    }

    [Test]
    public void The_one_that_was_asked_for_is_taken_or_refused_by_name_and_no_other()
    {
        DriverChoice.For("dmtcp", Heat, All).Should().Match<ChosenDriver>(c => c.Driver == "dmtcp" && c.Reason == "asked for");
        DriverChoice.For("criu", Heat, [Unusable(Criu), Dmtcp]).Should().Match<ChosenDriver>(
            c => c.Driver == null && c.Fault == CheckpointFault.KernelUnsupported && c.Reason.Contains("install criu 4.2"));
        DriverChoice.For("blcr", Heat, All).Fault.Should().Be(CheckpointFault.UnknownDriver);
        DriverChoice.For("command", Heat, All).Should().Match<ChosenDriver>(
            c => c.Fault == CheckpointFault.BadRequest && c.Reason.Contains("'commands'"));
    }

    [Test]
    public void A_node_without_any_says_why_of_each()
    {
        var none = DriverChoice.For("best", Heat, [Unusable(Criu), new("dmtcp", null, "dmtcp_launch is missing", Dmtcp.Capabilities)]);
        none.Fault.Should().Be(CheckpointFault.KernelUnsupported);
        none.Reason.Should().Contain("criu: install criu 4.2").And.Contain("dmtcp: dmtcp_launch is missing");
        DriverChoice.For(null, Heat, []).Fault.Should().Be(CheckpointFault.UnknownDriver);
    }

    [Test]
    public void A_node_that_tells_no_capabilities_is_taken_as_it_was_before_there_were_any() =>
        DriverChoice.For(null, Heat, [new("criu", "4.2.1", null)]).Driver.Should().Be("criu");

    private static DriverProbe Unusable(DriverProbe probe) =>
        probe with { Problem = "install criu 4.2", Fault = CheckpointFault.KernelUnsupported };
}
