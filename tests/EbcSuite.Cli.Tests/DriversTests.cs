using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Tests.Doubles;

namespace EbcSuite.Cli.Tests;

/// <summary><c>ebc drivers</c>, and the file that tells how an application saves itself.</summary>
[Category("Unit")]
public sealed class DriversTests
{
    [TestCase("vm-a1", """{"node":"vm-a1","alive":true,"best":"criu","drivers":[{"driver":"criu","usable":true,"version":"4.2.1","reason":"a restore is tested before the source is given up","findings":[]}]}""")]
    [TestCase("vm-b1", """{"node":"vm-b1","alive":false,"drivers":[{"driver":"criu","usable":false,"reason":"criu is not installed","error":"ToolMissing","problem":"criu is not installed","findings":[]}]}""")]
    public async Task Scripts_read_each_driver_with_its_reason(string node, string json)
    {
        using var ebc = new CommandLine { Broker = { Answer = FrontEnd.SystemInfo } };

        (await ebc.RunAsync("drivers", node, "--json")).Should().Be(0, ebc.Error);

        ebc.Out.TrimEnd().Should().Be(json);
    }

    [Test]
    public async Task People_see_which_one_a_start_gets_and_why_not()
    {
        using var ebc = new CommandLine { Broker = { Answer = FrontEnd.SystemInfo } };

        (await ebc.RunAsync("drivers", "vm-a1")).Should().Be(0, ebc.Error);
        ebc.Out.Should().Contain("criu *").And.Contain("yes").And.Contain("tested before");

        (await ebc.RunAsync("drivers", "vm-b1")).Should().Be(0, ebc.Error);
        ebc.Out.Should().Contain("ToolMissing: criu is not installed");
    }

    [Test]
    public async Task A_node_that_nobody_knows_is_refused_by_name()
    {
        using var ebc = new CommandLine { Broker = { Answer = FrontEnd.SystemInfo } };

        (await ebc.RunAsync("drivers", "vm-z9")).Should().Be(ExitCodes.Refused);
        ebc.Error.Should().Contain("UnknownNode").And.Contain("vm-z9");
    }

    [Test]
    public async Task An_applications_own_commands_go_along_with_its_start()
    {
        using var file = new CommandsFile("""{"save":{"signal":"USR1","file":"state"},"resume":{"arguments":["job","--resume"]}}""");
        using var ebc = new CommandLine { Broker = { Answer = r => [FrontEnd.Final(r).ToNotification()] } };

        (await ebc.RunAsync("start", "job", "--node", "vm-a1", "--commands", file.Path, "--", "job")).Should().Be(0, ebc.Error);

        ebc.Broker.Published.TryRead(out var published).Should().BeTrue();
        Request.TryRead(published!, out var request, out var problem).Should().BeTrue(problem);
        var launch = JsonSerializer.Deserialize(request!.Body.Span, CheckpointingJson.Default.LaunchSpecification)!;
        launch.Commands!.Save.Signal.Should().Be("USR1");
        launch.Commands.Save.WithinMs.Should().Be(60_000);
        launch.Commands.Resume.Arguments.Should().Equal("job", "--resume");
    }

    [TestCase("""{"save":{"signal":"KILL","file":"state"},"resume":{"arguments":["job"]}}""", "KILL")]
    [TestCase("""{"save":{""", "cannot be read")]
    public async Task Commands_that_cannot_be_used_are_wrong_usage(string json, string part)
    {
        using var file = new CommandsFile(json);
        using var ebc = new CommandLine();

        (await ebc.RunAsync("start", "job", "--node", "vm-a1", "--commands", file.Path, "--", "job")).Should().Be(ExitCodes.Usage);
        ebc.Error.Should().Contain(part);
    }

    private sealed class CommandsFile : IDisposable
    {
        public CommandsFile(string json)
        {
            Path = System.IO.Path.GetTempFileName();
            File.WriteAllText(Path, json);
        }

        public string Path { get; }

        public void Dispose() => File.Delete(Path);
    }
}
