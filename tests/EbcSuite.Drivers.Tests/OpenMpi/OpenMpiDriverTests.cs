using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.OpenMpi;

namespace EbcSuite.Drivers.Tests.OpenMpi;

/// <summary>The driver against a fake Open MPI 1.6.5 with checkpoints and a fake BLCR, which have the real ones' words.</summary>
[Category("FakeTool")]
public sealed class OpenMpiDriverTests
{
    private TemporaryDirectory _directory = null!;
    private FakePrefix _prefix = null!;
    private CountingJob _job = null!;
    private OpenMpiDriver _driver = null!;

    [SetUp]
    public void SetUp()
    {
        _directory = new();
        _prefix = new(_directory, "openmpi");
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
    public async Task One_with_checkpoints_is_usable_and_tells_what_for()
    {
        var probe = await _driver.ProbeAsync(FakeTool.Limit);
        probe.Usable.Should().BeTrue(probe.Problem);
        probe.Version.Should().Be("1.6.5");
        probe.Findings.Should().Contain("jobs of mpirun: ompi-checkpoint").And.Contain(f => f.Contains("not without BLCR"));
    }

    [Test]
    public async Task A_later_one_is_refused_by_name_with_the_alternative()
    {
        File.Delete(_prefix.Program("ompi-checkpoint"));
        await File.WriteAllTextAsync(Path.Combine(_prefix.Path, "version"), "4.1.4");
        var probe = await _driver.ProbeAsync(FakeTool.Limit);
        probe.Version.Should().Be("4.1.4");
        probe.Fault.Should().Be(CheckpointFault.NoCheckpointSupport);
        probe.Problem.Should().Contain("Open MPI 4.1.4").And.Contain("driver criu");
    }

    [Test]
    public async Task Without_any_it_is_a_tool_that_is_missing() =>
        (await Driver(new() { Prefix = "/nowhere" }).ProbeAsync(FakeTool.Limit)).Fault.Should().Be(CheckpointFault.ToolMissing);

    [Test]
    public async Task A_checkpoint_to_keep_leaves_the_job_standing_and_the_next_has_the_next_number()
    {
        var application = await StartAsync();
        for (var sequence = 0; sequence < 2; sequence++)
        {
            (await _driver.CheckpointAsync(application, _job.Image, goesOn: true, FakeTool.Limit)).Should().Be(SourceState.Stopped);
            CountingJob.ShouldStandStill(application);
            OpenMpiImage.Read(_job.Image).Reference!.Sequence.Should().Be(sequence);
            await _driver.ThawAsync(application, FakeTool.Limit);
            await _job.WhenItGoesOnAsync();
        }
    }

    [Test]
    public async Task A_checkpoint_that_goes_elsewhere_ends_the_job_which_goes_on_by_ompi_restart_and_can_be_checkpointed_again()
    {
        var application = await StartAsync();
        (await _driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit)).Should().Be(SourceState.Gone);
        Capsule.Members(application).Should().BeEmpty();

        var again = await _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
        (await _driver.CheckpointAsync(again, _job.Image, goesOn: false, FakeTool.Limit)).Should().Be(SourceState.Gone);
        Capsule.Members(again).Should().BeEmpty();
    }

    [Test]
    public async Task A_sequence_that_was_not_finished_is_refused_by_name()
    {
        var application = await StartAsync();
        _prefix.Behave("unfinished");
        var thrown = await FailsAsync(() => _driver.CheckpointAsync(application, _job.Image, goesOn: true, FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.ImageIncomplete);
        thrown.Message.Should().Contain("Finished Seq: 0");
    }

    [Test]
    public async Task An_unfinished_sequence_is_not_restarted_either()
    {
        var application = await StartAsync();
        await _driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit);
        var meta = Path.Combine(_job.Home.Directory, OpenMpiImage.Read(_job.Image).Reference!.Snapshot, OpenMpiMetadata.File);
        await File.WriteAllTextAsync(meta, (await File.ReadAllTextAsync(meta)).Replace("# Finished", "#", StringComparison.Ordinal));
        (await FailsAsync(() => _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit))).Fault.Should().Be(CheckpointFault.ImageIncomplete);
    }

    [Test]
    public async Task A_checkpoint_that_fails_leaves_the_job_running_and_tells_the_tools_words()
    {
        var application = await StartAsync();
        _prefix.Behave("fails");
        var thrown = await FailsAsync(() => _driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.DumpFailed);
        thrown.Message.Should().Contain("exit code 213").And.Contain("Unable to contact");
        await _job.WhenItGoesOnAsync();
    }

    [Test]
    public async Task A_deadline_ends_the_tool_and_never_the_job()
    {
        var application = await StartAsync();
        _prefix.Behave("hangs");
        var driver = Driver(new() { Prefix = _prefix.Path, Deadline = TimeSpan.FromSeconds(2) });
        (await FailsAsync(() => driver.CheckpointAsync(application, _job.Image, goesOn: true, FakeTool.Limit)))
            .Fault.Should().Be(CheckpointFault.DeadlinePassed);
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
        thrown.Message.Should().Contain("is invalid");
        _driver.Remains(_job.Home, _job.Image).Should().BeEmpty();
    }

    [Test]
    public async Task A_program_of_one_process_needs_BLCR_and_is_refused_by_name_without()
    {
        var thrown = await FailsAsync(() => _driver.StartAsync(_job.Home, CountingJob.Launch(), FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.NoCheckpointSupport);
        thrown.Message.Should().Contain("BLCR");
    }

    [Test]
    public async Task A_program_of_one_process_goes_by_BLCR_where_its_module_is()
    {
        var control = _directory.Below("ctrl");
        await File.WriteAllTextAsync(control, "");
        var driver = Driver(new() { Prefix = _prefix.Path, BlcrControl = control });
        var application = await driver.StartAsync(_job.Home, CountingJob.Launch(), FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
        (await driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit)).Should().Be(SourceState.Gone);
        File.Exists(Path.Combine(_job.Image, OpenMpiImage.AloneFile)).Should().BeTrue();
        await driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
    }

    private static OpenMpiDriver Driver(OpenMpiOptions options) => new(options, new CapsuleOptions(), FakeTool.Runner, TimeProvider.System);

    private static async Task<CheckpointException> FailsAsync<T>(Func<Task<T>> act) =>
        (await act.Should().ThrowAsync<CheckpointException>()).Which;

    private async Task<RunningApplication> StartAsync()
    {
        var application = await _driver.StartAsync(_job.Home, CountingJob.Launch("mpirun", "-np", "2"), FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
        return application;
    }
}
