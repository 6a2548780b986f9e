using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Tests.Doubles;
using EbcSuite.Events;

namespace EbcSuite.Cli.Tests;

/// <summary>What each command asks of the front-end; every request is one that it can read.</summary>
[Category("Unit")]
public sealed class RequestTests
{
    [Test]
    public async Task Start_sends_the_arguments_behind_the_dashes_and_the_environment_untouched()
    {
        var request = await AskedAsync(
            "start", "heat", "--node", "vm-a1", "--driver", "criu", "--env", "A=1=2", "--env", "B=", "--", "mpirun", "-n", "4", "--json", "@x", "a b");

        request.Event.Should().Be(EventNames.StartApplication);
        (request.Application, request.Node, request.Driver, request.From).Should().Be(("heat", "vm-a1", "criu", "operator"));
        var launch = JsonSerializer.Deserialize(request.Body.Span, CheckpointingJson.Default.LaunchSpecification)!;
        launch.Arguments.Should().Equal("mpirun", "-n", "4", "--json", "@x", "a b");
        launch.Environment.Should().Equal(new Dictionary<string, string> { ["A"] = "1=2", ["B"] = "" });
    }

    [Test]
    public async Task Migrate_sends_its_deadline_and_force()
    {
        var request = await AskedAsync("migrate", "heat", "--to", "vm-b1", "--force", "--timeout", "90");

        (request.Event, request.Application, request.To, request.Force, request.DeadlineMs)
            .Should().Be((EventNames.MigrateApplication, "heat", "vm-b1", true, 90_000L));
    }

    [Test]
    public async Task Stop_sends_the_grace_and_what_becomes_of_the_files()
    {
        var request = await AskedAsync("stop", "heat", "--grace", "2s", "--remove-files");

        (request.Event, request.GraceMs, request.Files).Should().Be((EventNames.StopApplication, 2000L, "remove"));
        request = await AskedAsync("stop", "heat");
        (request.GraceMs, request.Files).Should().Be((null, "keep"));
    }

    [Test]
    public async Task Restart_names_the_image_and_the_node()
    {
        var request = await AskedAsync("restart", "heat", "--image", "abc", "--to", "vm-a1");

        (request.Event, request.Image, request.To).Should().Be((EventNames.RestartApplication, "abc", "vm-a1"));
    }

    [Test]
    public async Task Each_request_has_an_operation_of_its_own() =>
        (await AskedAsync("nodes")).Operation.Should().NotBe((await AskedAsync("nodes")).Operation);

    [Test]
    public async Task Publish_types_its_values_and_signs_with_our_identity()
    {
        using var ebc = new CommandLine();

        (await ebc.RunAsync("publish", "event=hello", "i=-12", "d=0.5", "e=1e3", "b=true", "t=text", "q=\"12\"", "empty=", "--body", "ä"))
            .Should().Be(0, ebc.Error);

        ebc.Broker.Published.TryRead(out var published).Should().BeTrue();
        published!.Should().Equal(Notification.Create(
            ("event", "hello"), ("i", -12L), ("d", 0.5), ("e", 1000.0), ("b", true), ("t", "text"), ("q", "12"), ("empty", ""), ("from", "operator")));
        published!.Body.ToArray().Should().Equal("ä"u8.ToArray());
    }

    private static async Task<Request> AskedAsync(params string[] arguments)
    {
        using var ebc = new CommandLine
        {
            Broker = { Answer = r => r.Text("event") == EventNames.SystemInfo ? FrontEnd.SystemInfo(r) : [FrontEnd.Final(r).ToNotification()] },
        };
        (await ebc.RunAsync(arguments)).Should().Be(0, ebc.Error);
        ebc.Broker.Published.TryRead(out var published).Should().BeTrue();
        Request.TryRead(published!, out var request, out var problem).Should().BeTrue(problem);
        return request!;
    }
}
