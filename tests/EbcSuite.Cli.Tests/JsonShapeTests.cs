using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Tests.Doubles;
using EbcSuite.Events;

namespace EbcSuite.Cli.Tests;

/// <summary>Scripts read this: a member is never renamed and never leaves.</summary>
[Category("Unit")]
public sealed class JsonShapeTests
{
    [Test]
    public async Task Nodes() => (await RunAsync(FrontEnd.SystemInfo, "nodes")).Should().Be(
        Flat(
        """
        {"nodes":[{"node":"vm-a1","site":"a","alive":true,"last_seen":"2026-01-01T11:59:59+00:00","version":"0.1.0",
        "free_bytes":12300000000,"drivers":[{"driver":"criu","version":"4.2.1","usable":true}],"applications":["count","heat"]},
        {"node":"vm-b1","site":"b","alive":false,"last_seen":"2026-01-01T11:59:30+00:00","version":"0.1.0","free_bytes":999,
        "drivers":[{"driver":"criu","problem":"criu is not installed","usable":false}],"applications":[]}]}
        """));

    [Test]
    public async Task Applications() => (await RunAsync(FrontEnd.SystemInfo, "apps")).Should().Be(
        Flat(
        """
        {"applications":[{"application":"count","node":"vm-a1","site":"a","state":"finished","driver":"criu","token":1,
        "processes":0,"exit_code":0,"since":"2026-01-01T11:00:00+00:00"},
        {"application":"heat","node":"vm-a1","site":"a","state":"running","driver":"criu","token":3,"pid":4711,"processes":6,
        "since":"2026-01-01T11:58:30+00:00","operation":"op1","step":"transferring"}]}
        """));

    [Test]
    public async Task Migration() => (await RunAsync(FrontEnd.Migrated, "migrate", "heat", "--to", "vm-b1")).Should().Be(
        Flat(
        """
        {"operation":"OP","outcome":"done","application":"heat","from":"vm-a1","to":"vm-b1","total_ms":1500,"downtime_ms":1234,
        "image_bytes":62000000,"transferred_bytes":8000000,"steps_ms":{"initialization":100,"checkpointing":200,
        "transferring":300,"commitment":400,"restarting":500}}
        """));

    [Test]
    public async Task Start() => (await RunAsync(
        r => [(FrontEnd.Final(r) with { State = Checkpointing.ApplicationState.Running, To = "vm-a1" }).ToNotification()],
        "start", "heat", "--node", "vm-a1", "--", "true")).Should().Be(
        """{"operation":"OP","of":"start_App","outcome":"done","application":"heat","to":"vm-a1","state":"running"}""");

    [Test]
    public async Task Checkpoint() => (await RunAsync(
        r => [(FrontEnd.Final(r) with { Image = r.Text(AttributeNames.Operation), Bytes = 5, ElapsedMs = 7 }).ToNotification()],
        "checkpoint", "heat")).Should().Be(
        """{"operation":"OP","of":"checkpoint_App","outcome":"done","application":"heat","image":"OP","bytes":5,"elapsed_ms":7}""");

    [Test]
    public async Task Events_are_a_line_each_with_a_json_body_as_json_and_any_other_as_base64()
    {
        using var ebc = new CommandLine();
        var run = ebc.RunAsync("events", "event = \"x\"", "--count", "2", "--json");
        var first = Notification.Create(
            ("event", "x"), ("n", 12L), ("d", 0.5), ("nan", double.NaN), ("b", true), ("raw", new byte[] { 1, 255 }), ("t", "Jürgen \"J\""));

        ebc.Broker.Deliver(Notification.Create(("event", "y")));
        ebc.Broker.Deliver(first.WithBody("""{"a":[1]}"""u8.ToArray()));
        ebc.Broker.Deliver(Notification.Create(("event", "x")).WithBody(new byte[] { 1, 2 }));

        (await run.WaitAsync(TimeSpan.FromSeconds(60))).Should().Be(0, ebc.Error);
        ebc.Out.Should().Be(
            Flat(
                """
                {"at":"2026-01-01T12:00:00+00:00","attributes":{"b":true,"d":0.5,"event":"x","n":12,"nan":"nan","raw":"0x01ff",
                "t":"Jürgen \"J\""},"body":{"a":[1]}}
                """) + "\n"
            + """{"at":"2026-01-01T12:00:00+00:00","attributes":{"event":"x"},"body_base64":"AQI="}""" + "\n");
    }

    private static string Flat(string text) => text.Replace("\n", "", StringComparison.Ordinal);

    private static async Task<string> RunAsync(Func<Notification, IEnumerable<Notification>> answer, params string[] arguments)
    {
        using var ebc = new CommandLine { Broker = { Answer = answer } };
        (await ebc.RunAsync([.. arguments.TakeWhile(a => a != "--"), "--json", .. arguments.SkipWhile(a => a != "--")])).Should().Be(0, ebc.Error);
        ebc.Broker.Published.TryRead(out var request).Should().BeTrue();
        return ebc.Out.TrimEnd('\n').Replace(request!.Text(AttributeNames.Operation)!, "OP", StringComparison.Ordinal);
    }
}
