using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.FrontEnd.Tests;

/// <summary>Which driver the front-end tells a node to start an application with.</summary>
[TestFixture]
[Category("Unit")]
public sealed class StartDriverTests
{
    private static readonly DriverProbe Criu = new("criu", "4.2.1", null, new(true, true, false, false));
    private static readonly DriverProbe Dmtcp = new("dmtcp", "4.0.0", null, new(false, false, false, true));
    private static readonly DriverProbe Broken = Criu with { Problem = "install criu 4.2", Fault = CheckpointFault.KernelUnsupported };

    [Test]
    public void The_best_of_the_node() => Told(null, Dmtcp, Criu).Should().Be("criu");

    [Test]
    public void The_next_where_the_best_cannot_be_used() => Told(null, Dmtcp, Broken).Should().Be("dmtcp");

    [Test]
    public void The_one_that_was_asked_for() => Told("dmtcp", Dmtcp, Criu).Should().Be("dmtcp");

    [TestCase("criu")]
    [TestCase(null)]
    public void None_that_can_be_used_is_a_refusal_with_what_to_do(string? asked)
    {
        var final = Ask(asked, Broken).Final();

        final.Outcome.Should().Be(Outcomes.Refused);
        final.Error.Should().Be(CheckpointFault.KernelUnsupported);
        final.Message.Should().Contain("install criu 4.2").And.Contain("ebc drivers b");
    }

    private static string? Told(string? asked, params DriverProbe[] probes) =>
        Ask(asked, probes).Of(EventNames.Start).Single().Text(AttributeNames.Driver);

    private static CoreBench Ask(string? asked, params DriverProbe[] probes)
    {
        var bench = new CoreBench().WithNodes();
        bench.Up(CoreBench.Status("b") with { Drivers = probes });
        return bench.Ask(CoreBench.Request(EventNames.StartApplication, "op", "new", node: "b") with { Driver = asked });
    }
}
