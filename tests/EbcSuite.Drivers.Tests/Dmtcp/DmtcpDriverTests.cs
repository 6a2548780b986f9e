using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Dmtcp;

namespace EbcSuite.Drivers.Tests.Dmtcp;

/// <summary>The driver against a fake DMTCP that has the real one's words, options and exit codes.</summary>
[Category("FakeTool")]
public sealed class DmtcpDriverTests
{
    private TemporaryDirectory _directory = null!;
    private FakePrefix _prefix = null!;
    private CountingJob _job = null!;
    private DmtcpDriver _driver = null!;

    [SetUp]
    public void SetUp()
    {
        _directory = new();
        _prefix = new(_directory, "dmtcp");
        _job = new(_directory);
        _driver = Driver(new() { Prefix = _prefix.Path });
    }

    [TearDown]
    public async Task TearDown()
    {
        await _job.EndAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task A_probe_tells_its_version()
    {
        var probe = await _driver.ProbeAsync(FakeTool.Limit);
        probe.Usable.Should().BeTrue(probe.Problem);
        probe.Version.Should().Be("4.0.0");
    }

    [Test]
    public async Task A_missing_DMTCP_says_where_it_comes_from()
    {
        var probe = await Driver(new() { Prefix = "/nowhere" }).ProbeAsync(FakeTool.Limit);
        probe.Fault.Should().Be(CheckpointFault.ToolMissing);
        probe.Problem.Should().Contain("/nowhere/bin/dmtcp_launch").And.Contain("build it from its source");
    }

    [Test]
    public async Task A_program_that_tells_no_version_is_no_DMTCP()
    {
        _prefix.Behave("mute");
        (await _driver.ProbeAsync(FakeTool.Limit)).Usable.Should().BeFalse();
    }

    [Test]
    public async Task A_checkpoint_to_keep_leaves_the_application_standing_until_it_is_thawed()
    {
        var application = await StartAsync();
        (await _driver.CheckpointAsync(application, _job.Image, goesOn: true, FakeTool.Limit)).Should().Be(SourceState.Stopped);
        CountingJob.ShouldStandStill(application);
        DmtcpLayout.ImagesIn(_job.Image).Should().HaveCount(1);
        await _driver.ThawAsync(application, FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
    }

    [TestCase("fine")]
    [TestCase("version-3")]
    public async Task A_checkpoint_that_goes_elsewhere_ends_the_application_and_its_image_goes_on(string behaviour)
    {
        var application = await StartAsync();
        _prefix.Behave(behaviour);
        (await _driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit)).Should().Be(SourceState.Gone);
        Capsule.Members(application).Should().BeEmpty();
        File.Exists(CapsuleLayout.Of(_job.Home).Exit).Should().BeFalse("it was ended, it did not end");
        var count = _job.Count;

        var again = await _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit);
        again.Pid.Should().NotBe(application.Pid);
        await _job.WhenItGoesOnAsync();
        _job.Count.Should().BeGreaterThan(count);
        _driver.Remains(_job.Home, _job.Image).Should().ContainSingle().Which.Pid.Should().Be(again.Pid);
        await _driver.DestroyAsync(again, TimeSpan.Zero, FakeTool.Limit);
        _driver.Remains(_job.Home, _job.Image).Should().BeEmpty();
    }

    [TestCase("busy", CheckpointFault.DumpFailed, "not in running state")]
    [TestCase("disk-full", CheckpointFault.DiskFull, "No space left")]
    public async Task A_checkpoint_that_is_refused_leaves_the_application_running(string behaviour, CheckpointFault fault, string part)
    {
        var application = await StartAsync();
        _prefix.Behave(behaviour);
        var thrown = await FailsAsync(() => _driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit));
        thrown.Fault.Should().Be(fault);
        thrown.Message.Should().Contain(part);
        await _job.WhenItGoesOnAsync();
    }

    [TestCase("half")]
    [TestCase("none")]
    public async Task Images_that_are_not_whole_are_refused_by_name(string behaviour)
    {
        var application = await StartAsync();
        _prefix.Behave(behaviour);
        var thrown = await FailsAsync(() => _driver.CheckpointAsync(application, _job.Image, goesOn: true, FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.ImageIncomplete);
        await _driver.ThawAsync(application, FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_deadline_ends_the_tool_and_never_the_application(bool goesOn)
    {
        var application = await StartAsync();
        _prefix.Behave("hangs");
        var driver = Driver(new() { Prefix = _prefix.Path, Deadline = TimeSpan.FromSeconds(2) });
        var thrown = await FailsAsync(() => driver.CheckpointAsync(application, _job.Image, goesOn, FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.DeadlinePassed);
        await _job.WhenItGoesOnAsync();
    }

    [Test]
    public async Task An_application_that_is_still_there_was_not_ended_whatever_the_tool_says()
    {
        var application = await StartAsync();
        _prefix.Behave("stays");
        var driver = Driver(new() { Prefix = _prefix.Path, Deadline = TimeSpan.FromSeconds(2) });
        var thrown = await FailsAsync(() => driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit));
        thrown.Message.Should().Contain("still there");
        await _job.WhenItGoesOnAsync();
    }

    [Test]
    public async Task A_restart_that_fails_is_told_with_its_words_and_leaves_nothing()
    {
        var application = await StartAsync();
        await _driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit);
        _prefix.Behave("restart-fails");
        var thrown = await FailsAsync(() => _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.RestoreFailed);
        thrown.Message.Should().Contain("exit code 99").And.Contain("error mapping");
        _driver.Remains(_job.Home, _job.Image).Should().BeEmpty();
    }

    [Test]
    public async Task A_restart_that_never_runs_is_ended()
    {
        var application = await StartAsync();
        await _driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit);
        _prefix.Behave("restart-hangs");
        var driver = Driver(new() { Prefix = _prefix.Path, StartDeadline = TimeSpan.FromSeconds(2) });
        var thrown = await FailsAsync(() => driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.RestoreFailed);
        _driver.Remains(_job.Home, _job.Image).Should().BeEmpty();
    }

    [Test]
    public async Task An_image_that_holds_nothing_is_refused_before_anything_is_started()
    {
        Directory.CreateDirectory(_job.Image);
        var thrown = await FailsAsync(() => _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.ImageIncomplete);
    }

    [Test]
    public async Task A_launch_that_fails_is_told_with_its_words()
    {
        _prefix.Behave("launch-fails");
        var thrown = await FailsAsync(() => _driver.StartAsync(_job.Home, CountingJob.Launch(), FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.StartFailed);
        thrown.Message.Should().Contain("coordinatorapi");
    }

    private static DmtcpDriver Driver(DmtcpOptions options) => new(options, new CapsuleOptions(), FakeTool.Runner, TimeProvider.System);

    private static async Task<CheckpointException> FailsAsync<T>(Func<Task<T>> act) =>
        (await act.Should().ThrowAsync<CheckpointException>()).Which;

    private async Task<RunningApplication> StartAsync()
    {
        var application = await _driver.StartAsync(_job.Home, CountingJob.Launch(), FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
        return application;
    }
}
