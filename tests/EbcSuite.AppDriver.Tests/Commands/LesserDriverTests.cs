using EbcSuite.AppDriver.Tests.Fakes;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Tests.Commands;

/// <summary>
/// Two daemons whose driver ends what it dumps or restores it running, and the commands of a migration as the plan gives them: the
/// restore after the commitment, and the way back to the source's image.
/// </summary>
[Category("Simulated")]
public sealed class LesserDriverTests
{
    private TestCloud _cloud = null!;
    private TestNode _a = null!;
    private TestNode _b = null!;

    [SetUp]
    public async Task SetUp()
    {
        _cloud = new();
        _a = await TestNode.StartAsync("vm-a", _cloud);
        _b = await TestNode.StartAsync("vm-b", _cloud);
        foreach (var node in (TestNode[])[_a, _b])
        {
            node.Driver.Capabilities = new(KeepsSourceStopped: false, RestoresStopped: false, SeveralNodes: false, Unprivileged: true);
        }

        await _cloud.StartHeatAsync(_a);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Test]
    public async Task An_application_that_its_dump_ended_is_saved_and_has_no_process()
    {
        await CheckpointAsync();
        _a.Records.Find("heat")!.State.Should().Be(ApplicationState.Saved);
        _a.Records.Find("heat")!.Pid.Should().BeNull();
        var thaw = await _cloud.AskAsync(TestCloud.Command(_a, EventNames.Thaw, token: 2));
        thaw.Error.Should().Be(CheckpointFault.ApplicationLost, "the plan then restarts it from the image");
        thaw.Message.Should().Contain("image 'op1' is here");
    }

    [Test]
    public async Task It_moves_by_a_restore_after_the_commitment()
    {
        await MoveAsync();
        (await _cloud.DoneAsync(Restart(_b))).State.Should().Be(ApplicationState.Running);
        _b.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        await _cloud.DoneAsync(TestCloud.Command(_a, EventNames.Destroy, token: 2) with { Files = "remove", Attempt = 1000 });
        Directory.Exists(_a.Home("heat")).Should().BeFalse();
        Directory.Exists(_a.Image("op1")).Should().BeFalse();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_failed_restore_goes_back_to_the_source_by_a_restart_from_its_image(bool keepsSource)
    {
        _a.Driver.Capabilities = _b.Driver.Capabilities = _a.Driver.Capabilities with { KeepsSourceStopped = keepsSource };
        await MoveAsync();
        _b.Driver.RestoreFails = CheckpointFault.RestoreFailed;
        (await _cloud.AskAsync(Restart(_b))).Error.Should().Be(CheckpointFault.RestoreFailed);
        await _cloud.DoneAsync(TestCloud.Command(_b, EventNames.Destroy, token: 3) with { Files = "remove" });
        (await _cloud.DoneAsync(Restart(_a, token: 3))).State.Should().Be(ApplicationState.Running);
        _a.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        File.ReadAllText(Path.Combine(_a.Home("heat"), "result")).Should().Be("heat --fast");
        Directory.Exists(_b.Home("heat")).Should().BeFalse();
        Directory.Exists(_b.Image("op1")).Should().BeFalse();
    }

    [Test]
    public async Task A_restart_that_failed_half_way_can_be_tried_again_although_its_files_changed()
    {
        await MoveAsync();
        _b.Driver.RestoreFails = CheckpointFault.RestoreFailed;
        await _cloud.AskAsync(Restart(_b));
        await File.AppendAllTextAsync(Path.Combine(_b.Home("heat"), "result"), " and what it wrote before it failed");
        _b.Driver.RestoreFails = null;
        await _cloud.DoneAsync(Restart(_b) with { Attempt = 1 });
    }

    [Test]
    public async Task An_application_that_ended_well_before_anybody_looked_is_not_restarted_at_the_source()
    {
        await MoveAsync();
        _b.Driver.EndsAtOnce = true;
        var report = await _cloud.DoneAsync(Restart(_b));
        report.State.Should().Be(ApplicationState.Finished);
        _b.Records.Find("heat")!.ExitCode.Should().Be(0);
    }

    [Test]
    public async Task The_target_cannot_be_told_to_hold_it()
    {
        await MoveAsync();
        (await _cloud.AskAsync(Restart(_b) with { Hold = true })).Error.Should().Be(CheckpointFault.BadRequest);
    }

    [Test]
    public async Task A_daemon_that_died_between_the_end_and_the_list_of_files_brings_the_application_back_from_the_image()
    {
        await CheckpointAsync();
        File.Delete(Path.Combine(_a.Image("op1"), "manifest.json"));
        _a.Records.Save(_a.Records.Find("heat")! with { State = ApplicationState.Stopped, Pid = 999_999_999 });
        await _a.RestartAsync();
        _a.Records.Find("heat")!.State.Should().Be(ApplicationState.Running);
        _a.Driver.Acts.Should().EndWith("restore");
    }

    [Test]
    public async Task A_saved_application_stays_so_over_the_daemons_restart()
    {
        await CheckpointAsync();
        await _a.RestartAsync();
        _a.Records.Find("heat")!.State.Should().Be(ApplicationState.Saved);
        (await _cloud.DoneAsync(Restart(_a))).State.Should().Be(ApplicationState.Running);
    }

    [Test]
    public async Task A_driver_that_cannot_be_used_is_refused_by_name()
    {
        _b.Driver.Problem = "the tool is broken: mend it";
        await _b.RestartAsync();
        var report = await _cloud.AskAsync(
            TestCloud.Command(_b, EventNames.Start) with { Driver = "fake", Body = TestCloud.Launch("x") });
        report.Outcome.Should().Be(Outcomes.Refused);
        report.Error.Should().Be(CheckpointFault.VersionMismatch);
        report.Message.Should().Contain("mend it");
        _b.Driver.Starts.Should().Be(0);
    }

    private Task<Report> CheckpointAsync() => _cloud.DoneAsync(TestCloud.Command(_a, EventNames.Checkpoint) with { Keep = "stopped" });

    /// <summary>As far as the commitment: the source's copy is gone and its image kept.</summary>
    private async Task MoveAsync()
    {
        await CheckpointAsync();
        var receiving = _cloud.DoneAsync(TestCloud.Command(_b, EventNames.Transfer) with
        {
            Role = "receive",
            Stream = "op1",
            FromNode = "vm-a",
            Body = await File.ReadAllBytesAsync(Path.Combine(_a.Image("op1"), "manifest.json")),
        });
        await _cloud.DoneAsync(TestCloud.Command(_a, EventNames.Transfer) with { Role = "send", Stream = "op1", To = "vm-b" });
        await receiving;
        await _cloud.DoneAsync(TestCloud.Command(_a, EventNames.Destroy, token: 2) with { Files = "keep" });
    }

    private static Command Restart(TestNode node, long token = 2) =>
        TestCloud.Command(node, EventNames.Restart, token: token) with { Image = "op1", Hold = false };
}
