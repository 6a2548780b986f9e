using EbcSuite.AppDriver.Tests.Fakes;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.AppDriver.Tests.Commands;

[Category("Simulated")]
public sealed class CommandTests
{
    private TestCloud _cloud = null!;
    private TestNode _node = null!;

    [SetUp]
    public async Task SetUp()
    {
        _cloud = new();
        _node = await TestNode.StartAsync("vm-a", _cloud);
    }

    [TearDown]
    public async Task TearDown() => await _node.DisposeAsync();

    [Test]
    public async Task A_started_application_runs_and_is_told_of()
    {
        await using var news = await _cloud.Events.Client("x").SubscribeAsync(Filter.Equal(AttributeNames.Event, EventNames.ApplicationState), TestCloud.Limit);
        await _cloud.StartHeatAsync(_node);
        (await news.ReadAsync(TestCloud.Limit)).Text(AttributeNames.State).Should().Be("starting");
        (await news.ReadAsync(TestCloud.Limit)).Text(AttributeNames.State).Should().Be("running");
        var status = await AliveAsync();
        status.Applications.Should().ContainSingle(a => a.Application == "heat" && a.State == ApplicationState.Running && a.Processes == 1);
        status.Drivers.Should().ContainSingle(d => d.Driver == "fake" && d.Usable && d.Capabilities!.RestoresStopped);
    }

    [Test]
    public async Task The_same_command_is_done_once_and_answered_twice_alike()
    {
        await _cloud.StartHeatAsync(_node);
        await _cloud.StartHeatAsync(_node);
        _node.Driver.Starts.Should().Be(1);
    }

    [Test]
    public async Task An_answer_outlives_the_daemon()
    {
        await _cloud.StartHeatAsync(_node);
        await _node.RestartAsync();
        await _cloud.StartHeatAsync(_node);
        _node.Driver.Starts.Should().Be(1);
    }

    [Test]
    public async Task A_restarted_daemon_finds_its_application_and_notices_its_end()
    {
        await _cloud.StartHeatAsync(_node);
        await _node.RestartAsync();
        (await AliveAsync()).Applications.Single().State.Should().Be(ApplicationState.Running);
        await using var news = await _cloud.Events.Client("x").SubscribeAsync(Filter.Equal(AttributeNames.Event, EventNames.ApplicationState), TestCloud.Limit);
        await File.WriteAllTextAsync(Path.Combine(_node.Home("heat"), "exit"), "4\n");
        FakeDriver.Kill(_node.Records.Find("heat")!.Pid!.Value);
        var told = await news.ReadAsync(TestCloud.Limit);
        told.Text(AttributeNames.State).Should().Be("finished");
        told.Integer(AttributeNames.ExitCode).Should().Be(4);
    }

    [Test]
    public async Task An_application_that_died_while_the_daemon_was_away_is_lost()
    {
        await _cloud.StartHeatAsync(_node);
        var pid = _node.Records.Find("heat")!.Pid!.Value;
        await _node.EndAsync();
        FakeDriver.Kill(pid);
        await _node.RestartAsync();
        (await AliveAsync()).Applications.Single().State.Should().Be(ApplicationState.Lost);
    }

    [Test]
    public async Task A_dump_cut_off_by_the_daemons_end_is_undone_at_its_return()
    {
        await _cloud.StartHeatAsync(_node);
        _node.Records.Save(_node.Records.Find("heat")! with { State = ApplicationState.Stopped, Image = "op1" });
        Directory.CreateDirectory(Path.Combine(_node.Image("op1"), "image"));
        await _node.RestartAsync();
        _node.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        Directory.Exists(_node.Image("op1")).Should().BeFalse();
    }

    [Test]
    public async Task A_dumped_application_stays_stopped_over_the_daemons_restart()
    {
        await _cloud.StartHeatAsync(_node);
        await _cloud.DoneAsync(TestCloud.Command(_node, EventNames.Checkpoint) with { Keep = "stopped" });
        await _node.RestartAsync();
        _node.Records.Find("heat")!.State.Should().Be(ApplicationState.Stopped);
        File.Exists(Path.Combine(_node.Image("op1"), "manifest.json")).Should().BeTrue();
    }

    [Test]
    public async Task An_older_token_is_refused_by_name_also_after_everything_is_gone()
    {
        await _cloud.StartHeatAsync(_node);
        await _cloud.DoneAsync(TestCloud.Command(_node, EventNames.Destroy, "op5", token: 7) with { Files = "remove" });
        await _node.RestartAsync();
        var late = TestCloud.Command(_node, EventNames.Start, "op4", token: 6) with { Driver = "fake", Body = TestCloud.Launch("x") };
        var report = await _cloud.AskAsync(late);
        report.Outcome.Should().Be(Outcomes.Refused);
        report.Error.Should().Be(CheckpointFault.StaleFencingToken);
    }

    [TestCase(CheckpointFault.DiskFull)]
    [TestCase(CheckpointFault.DumpFailed)]
    public async Task A_failed_dump_lets_the_application_go_on_and_leaves_no_image(CheckpointFault fault)
    {
        await _cloud.StartHeatAsync(_node);
        _node.Driver.DumpFails = fault;
        var report = await _cloud.AskAsync(TestCloud.Command(_node, EventNames.Checkpoint) with { Keep = "stopped" });
        report.Outcome.Should().Be(Outcomes.Failed);
        report.Error.Should().Be(fault);
        _node.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        Directory.Exists(_node.Image("op1")).Should().BeFalse();
    }

    [Test]
    public async Task A_checkpoint_to_keep_has_its_own_copy_of_the_files_and_can_be_restarted_twice()
    {
        await _cloud.StartHeatAsync(_node);
        await _cloud.DoneAsync(TestCloud.Command(_node, EventNames.Checkpoint) with { Keep = "running" });
        _node.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        for (var round = 2; round < 4; round++)
        {
            await File.WriteAllTextAsync(Path.Combine(_node.Home("heat"), "result"), "spoilt");
            await _cloud.DoneAsync(TestCloud.Command(_node, EventNames.Destroy, $"d{round}", round));
            await _cloud.DoneAsync(TestCloud.Command(_node, EventNames.Restart, $"r{round}", round) with { Image = "op1", Hold = false });
            (await File.ReadAllTextAsync(Path.Combine(_node.Home("heat"), "result"))).Should().Be("heat --fast");
            _node.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        }
    }

    [Test]
    public async Task A_node_answers_while_a_dump_is_under_way_and_refuses_a_second_command()
    {
        await _cloud.StartHeatAsync(_node);
        _node.Driver.HoldDump = new();
        var checkpoint = _cloud.DoneAsync(TestCloud.Command(_node, EventNames.Checkpoint) with { Keep = "stopped" });
        await _node.Driver.DumpBegan.Task.WaitAsync(TestCloud.Limit);
        (await AliveAsync()).Applications.Single().State.Should().Be(ApplicationState.Stopped);
        var busy = await _cloud.AskAsync(TestCloud.Command(_node, EventNames.Checkpoint, "op2") with { Keep = "stopped" });
        busy.Error.Should().Be(CheckpointFault.ApplicationBusy);
        _node.Driver.HoldDump.SetResult();
        await checkpoint;
    }

    [Test]
    public async Task Thaw_ends_a_dump_that_hangs()
    {
        await _cloud.StartHeatAsync(_node);
        _node.Driver.HoldDump = new();
        var checkpoint = _cloud.AskAsync(TestCloud.Command(_node, EventNames.Checkpoint) with { Keep = "stopped" });
        await _node.Driver.DumpBegan.Task.WaitAsync(TestCloud.Limit);
        await _cloud.DoneAsync(TestCloud.Command(_node, EventNames.Thaw, token: 2));
        (await checkpoint).Outcome.Should().Be(Outcomes.Failed);
        _node.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        _node.Records.Find("heat")!.Token.Should().Be(2);
    }

    [Test]
    public async Task What_contradicts_the_state_is_refused_by_name()
    {
        await RefusedAsync(TestCloud.Command(_node, EventNames.Checkpoint, "r1") with { Keep = "stopped" }, CheckpointFault.UnknownApplication);
        await RefusedAsync(TestCloud.Command(_node, EventNames.Inspect, "r2"), CheckpointFault.UnknownApplication);
        await RefusedAsync(TestCloud.Command(_node, EventNames.Thaw, "r3"), CheckpointFault.UnknownApplication);
        await RefusedAsync(TestCloud.Command(_node, EventNames.Restart, "r4") with { Image = "none", Hold = true }, CheckpointFault.UnknownImage);
        await RefusedAsync(
            TestCloud.Command(_node, EventNames.Start, "r5") with { Driver = "none", Body = TestCloud.Launch("x") }, CheckpointFault.UnknownDriver);
        await RefusedAsync(TestCloud.Command(_node, EventNames.Start, "r6") with { Driver = "fake", Body = "{"u8.ToArray() }, CheckpointFault.BadRequest);
        await RefusedAsync(
            TestCloud.Command(_node, EventNames.Transfer, "r7") with { Role = "send", Stream = "s", To = "vm-b" }, CheckpointFault.UnknownImage);
        await _cloud.StartHeatAsync(_node);
        await RefusedAsync(TestCloud.Command(_node, EventNames.Start, "r8") with { Driver = "fake", Body = TestCloud.Launch("x") }, CheckpointFault.ApplicationExists);
        await RefusedAsync(TestCloud.Command(_node, EventNames.Reserve, "r9") with { Force = true }, CheckpointFault.ApplicationExists);
    }

    [Test]
    public async Task Destroying_what_is_not_there_is_done() => await _cloud.DoneAsync(TestCloud.Command(_node, EventNames.Destroy));

    [Test]
    public async Task A_manifest_that_leads_elsewhere_is_refused()
    {
        const string manifest = """
            {"image":"op1","application":"heat","driver":"fake","driver_version":"1","created_at":"2026-01-01T00:00:00+00:00",
             "files":[{"path":"home/../../../etc/x","kind":"file","length":1,"mode":420,"owner":0,"group":0,"hash":""}]}
            """;
        await RefusedAsync(
            TestCloud.Command(_node, EventNames.Transfer) with
            {
                Role = "receive",
                Stream = "s",
                FromNode = "vm-b",
                Body = System.Text.Encoding.UTF8.GetBytes(manifest),
            },
            CheckpointFault.BadRequest);
    }

    [Test]
    public async Task A_command_that_cannot_be_understood_is_refused_with_the_attributes_name()
    {
        await using var reports = await _cloud.ReportsAsync("vm-a", "op1");
        _cloud.Events.Publish(Notification.Create(
            (AttributeNames.Event, EventNames.Start), (AttributeNames.From, "front-end"), (AttributeNames.Node, "vm-a"), (AttributeNames.Operation, "op1")));
        var report = await reports.ReadAsync(TestCloud.Limit);
        report.Text(AttributeNames.Error).Should().Be("BadRequest");
        report.Text(AttributeNames.Message).Should().Contain("application");
    }

    private async Task RefusedAsync(Command command, CheckpointFault fault)
    {
        var report = await _cloud.AskAsync(command);
        report.Outcome.Should().Be(Outcomes.Refused, command.Event);
        report.Error.Should().Be(fault, report.Message);
    }

    private async Task<NodeStatus> AliveAsync()
    {
        var operation = Guid.NewGuid().ToString("N");
        await using var reports = await _cloud.ReportsAsync("vm-a", operation);
        _cloud.Events.Publish(NodeNews.NodeAlive("front-end", operation));
        NodeNews.TryRead((await reports.ReadAsync(TestCloud.Limit)).Body, out var status, out var problem).Should().BeTrue(problem);
        return status!;
    }
}
