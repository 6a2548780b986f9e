using System.Reflection;

namespace EbcSuite.Architecture.Tests;

/// <summary>design.md, section 3: who may know whom, by the project files and by what was compiled.</summary>
[Category("Unit")]
public sealed class WhoKnowsWhomTests
{
    /// <summary>What each room may name. What it sees through those is allowed with them.</summary>
    private static readonly Dictionary<string, string[]> May = new(StringComparer.Ordinal)
    {
        ["Events"] = [],
        ["Health"] = [],
        ["Hosting"] = ["Health"],
        ["Routing"] = ["Events"],
        ["Protocol"] = ["Events"],
        ["Messaging"] = ["Protocol", "Events"],
        ["Checkpointing"] = ["Events"],
        ["Drivers"] = ["Checkpointing", "Events"],
        ["Broker"] = ["Routing", "Protocol", "Messaging", "Hosting", "Health", "Events"],
        ["FrontEnd"] = ["Checkpointing", "Messaging", "Hosting", "Health", "Events", "Protocol"],
        ["AppDriver"] = ["Checkpointing", "Messaging", "Hosting", "Health", "Drivers", "Events", "Protocol"],
        ["Cli"] = ["Health", "Checkpointing", "Messaging", "Events", "Protocol"],
    };

    /// <summary>The one home of each outside package. Microsoft.Extensions.Hosting flows to the daemons through theirs.</summary>
    private static readonly Dictionary<string, string> Home = new(StringComparer.Ordinal)
    {
        ["Microsoft.Extensions.Hosting"] = "Hosting",
        ["Serilog"] = "Hosting",
        ["Serilog.Extensions.Logging"] = "Hosting",
        ["Serilog.Sinks.Async"] = "Hosting",
        ["Serilog.Sinks.File"] = "Hosting",
        ["Spectre.Console"] = "Cli",
        ["System.CommandLine"] = "Cli",
    };

    /// <summary>Contracts without a room of their own: whoever logs or composes may name them.</summary>
    private static readonly string[] Everyones = ["Microsoft.Extensions.Logging.Abstractions"];

    private static IEnumerable<string> Rooms => House.Rooms.Keys;

    [Test]
    public void Every_room_is_in_the_design_and_every_room_of_the_design_is_there() =>
        House.Rooms.Keys.Should().BeEquivalentTo(May.Keys);

    [TestCaseSource(nameof(Rooms))]
    public void A_room_knows_only_whom_it_may(string room) => House.Closure(room).Should().BeSubsetOf(May[room]);

    [TestCaseSource(nameof(Rooms))]
    public void What_was_compiled_refers_only_to_whom_the_room_may_know(string room)
    {
        var assembly = Compiled(room);

        assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => name.StartsWith("EbcSuite.", StringComparison.Ordinal))
            .Select(name => name["EbcSuite.".Length..])
            .Should().BeSubsetOf(May[room]);
    }

    [TestCaseSource(nameof(Rooms))]
    public void An_outside_package_is_named_only_in_its_home(string room)
    {
        foreach (var package in House.Packages(room).Except(Everyones, StringComparer.Ordinal))
        {
            Home.Should().ContainKey(package, $"{room} brings in a package that has no home yet");
            Home[package].Should().Be(room, $"{package} has its home there");
        }
    }

    [Test]
    public void The_broker_knows_no_vocabulary() => House.Closure("Broker").Should().NotContain("Checkpointing");

    [Test]
    public void Only_the_daemons_use_the_host_and_nobody_but_its_home_uses_Serilog()
    {
        foreach (var room in House.Rooms.Keys.Where(r => r != "Hosting"))
        {
            Compiled(room).GetReferencedAssemblies().Select(a => a.Name!)
                .Should().NotContain(name => name.StartsWith("Serilog", StringComparison.Ordinal), $"{room} logs by ILogger");
        }
    }

    /// <summary>Loaded without running anything of it; the test project refers to all rooms, so they are beside it.</summary>
    private static Assembly Compiled(string room)
    {
        var name = room switch { "Broker" => "ebc-broker", "FrontEnd" => "ebc-frontend", "AppDriver" => "ebc-appdrv", "Cli" => "ebc", _ => $"EbcSuite.{room}" };
        return Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
    }
}
