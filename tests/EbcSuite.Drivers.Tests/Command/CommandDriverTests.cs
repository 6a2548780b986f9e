using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Command;

namespace EbcSuite.Drivers.Tests.Command;

/// <summary>The driver with real small programs that save themselves and resume, and with some that do not do what they promised.</summary>
[Category("FakeTool")]
public sealed class CommandDriverTests
{
    /// <summary>Counts in memory; saves the number by USR1, or by TERM and ends; begins at the number in the file named by its argument.</summary>
    private const string Program = """
        n=0
        [ "$1" = --resume ] && read -r n <state
        save() { echo "$n" >state.new; mv state.new state; }
        trap save USR1
        trap 'save; exit 0' TERM
        while :; do n=$((n + 1)); echo "$n" >count.new; mv count.new count; [ "$1" != --resume ] || : >resumed; sleep 0.02; done
        """;

    private static readonly string[] Words = ["bash", "-c", Program, "job"];
    private static readonly ResumeStep Resume = new([.. Words, "--resume"], "resumed");

    private readonly CommandDriver _driver = new(new(), new CapsuleOptions(), FakeTool.Runner, TimeProvider.System);
    private TemporaryDirectory _directory = null!;
    private CountingJob _job = null!;

    [SetUp]
    public void SetUp()
    {
        _directory = new();
        _job = new(_directory);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _job.EndAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task It_needs_nothing_but_the_applications_own_commands()
    {
        (await _driver.ProbeAsync(FakeTool.Limit)).Usable.Should().BeTrue();
        var start = () => _driver.StartAsync(_job.Home, new(Words, CountingJob.Launch().Environment), FakeTool.Limit);
        (await FailsAsync(start)).Fault.Should().Be(CheckpointFault.BadRequest);
    }

    [Test]
    public async Task A_signal_saves_it_and_it_stands_still_until_it_is_thawed()
    {
        var application = await StartAsync(new(new(Signal: "USR1", File: "state"), Resume));
        (await CheckpointAsync(application)).Should().Be(SourceState.Stopped);
        CountingJob.ShouldStandStill(application);
        Saved().Should().BeGreaterThan(3);
        await _driver.ThawAsync(application, FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
    }

    [Test]
    public async Task A_program_of_the_applications_saves_it_and_is_told_its_process()
    {
        string[] tool = ["bash", "-c", "kill -USR1 $EBC_PID; until [ -e state ]; do sleep 0.01; done"];
        var application = await StartAsync(new(new(Arguments: tool), Resume));
        (await CheckpointAsync(application)).Should().Be(SourceState.Stopped);
        Saved().Should().BeGreaterThan(3);
    }

    [Test]
    public async Task It_goes_on_from_what_it_saved()
    {
        var application = await StartAsync(new(new(Signal: "USR1", File: "state"), Resume));
        await CheckpointAsync(application);
        await _driver.DestroyAsync(application, TimeSpan.Zero, FakeTool.Limit);
        File.Delete(Path.Combine(_job.Home.Directory, "count"));
        var again = await _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
        _job.Count.Should().BeGreaterThan(Saved());
        (await CheckpointAsync(again)).Should().Be(SourceState.Stopped, "it can be saved again");
    }

    [Test]
    public async Task One_that_ends_by_itself_when_it_has_saved_itself_is_gone_and_left_no_exit_code()
    {
        var application = await StartAsync(new(new(Signal: "TERM", File: "state", Ends: true), Resume));
        (await CheckpointAsync(application)).Should().Be(SourceState.Gone);
        Capsule.Members(application).Should().BeEmpty();
        CapsuleLayout.Of(_job.Home).ReadExitCode().Should().BeNull();
        await _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit);
        await _job.WhenItGoesOnAsync();
    }

    [Test]
    public async Task A_file_of_an_earlier_save_is_not_taken_for_the_new_one_and_comes_back_if_there_is_none()
    {
        string[] deaf = ["bash", "-c", "echo 17 >state; : >count; trap '' USR1; while :; do sleep 0.02; done"];
        var application = await StartAsync(new(new(Signal: "USR1", File: "state", WithinMs: 500), Resume), deaf, moves: false);
        await Until.TrueAsync(() => File.Exists(Path.Combine(_job.Home.Directory, "count")));
        var thrown = await FailsAsync(() => CheckpointAsync(application));
        thrown.Fault.Should().Be(CheckpointFault.DeadlinePassed);
        thrown.Message.Should().Contain("within 500 ms").And.Contain("state");
        Saved().Should().Be(17);
        ContainedCapsule.IsThere(application).Should().BeTrue("a deadline never ends an application");
    }

    [Test]
    public async Task A_save_that_fails_leaves_the_application_running_and_tells_its_words()
    {
        var application = await StartAsync(new(new(Arguments: ["bash", "-c", "echo cannot save now >&2; exit 3"]), Resume));
        var thrown = await FailsAsync(() => CheckpointAsync(application));
        thrown.Fault.Should().Be(CheckpointFault.DumpFailed);
        thrown.Message.Should().Contain("exit code 3").And.Contain("cannot save now");
        await _job.WhenItGoesOnAsync();
    }

    [Test]
    public async Task A_save_that_hangs_is_ended_at_its_time_and_the_application_is_not()
    {
        var application = await StartAsync(new(new(Arguments: ["sleep", "600"], WithinMs: 300), Resume));
        (await FailsAsync(() => CheckpointAsync(application))).Fault.Should().Be(CheckpointFault.DeadlinePassed);
        await _job.WhenItGoesOnAsync();
    }

    [Test]
    public async Task A_program_to_save_that_is_not_there_is_named()
    {
        var application = await StartAsync(new(new(Arguments: ["/no/such/saver"]), Resume));
        (await FailsAsync(() => CheckpointAsync(application))).Message.Should().Contain("/no/such/saver");
    }

    [Test]
    public async Task One_that_ends_instead_of_saving_itself_is_lost_and_that_is_said()
    {
        var application = await StartAsync(new(new(Signal: "HUP", File: "state"), Resume));
        var thrown = await FailsAsync(() => CheckpointAsync(application));
        thrown.Fault.Should().Be(CheckpointFault.ApplicationLost);
        thrown.Message.Should().Contain("ended without having saved itself");
    }

    [TestCase("exit 4", "exit code 4")]
    [TestCase("echo no licence here >&2; exit 1", "no licence here")]
    [TestCase("exit 0", "exit code 0")]
    public async Task A_resume_that_fails_is_told_with_its_words_and_leaves_nothing(string resume, string part)
    {
        var application = await StartAsync(new(new(Signal: "USR1", File: "state"), new(["bash", "-c", resume], "resumed")));
        await CheckpointAsync(application);
        await _driver.DestroyAsync(application, TimeSpan.Zero, FakeTool.Limit);
        var thrown = await FailsAsync(() => _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit));
        thrown.Fault.Should().Be(CheckpointFault.RestoreFailed);
        thrown.Message.Should().Contain(part);
        _driver.Remains(_job.Home, _job.Image).Should().BeEmpty();
    }

    [Test]
    public async Task A_resume_without_a_file_to_appear_that_comes_to_its_end_has_resumed()
    {
        var application = await StartAsync(new(new(Signal: "USR1", File: "state"), new(["true"])));
        await CheckpointAsync(application);
        await _driver.DestroyAsync(application, TimeSpan.Zero, FakeTool.Limit);
        await _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit);
        CapsuleLayout.Of(_job.Home).ReadExitCode().Should().Be(0);
    }

    [Test]
    public async Task A_resume_that_never_comes_up_is_ended_at_its_time()
    {
        var application = await StartAsync(new(new(Signal: "USR1", File: "state"), new(["sleep", "600"], "resumed", WithinMs: 300)));
        await CheckpointAsync(application);
        await _driver.DestroyAsync(application, TimeSpan.Zero, FakeTool.Limit);
        (await FailsAsync(() => _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit))).Fault.Should().Be(CheckpointFault.DeadlinePassed);
        _driver.Remains(_job.Home, _job.Image).Should().BeEmpty();
    }

    [Test]
    public async Task An_image_of_one_that_had_not_saved_itself_is_refused()
    {
        Directory.CreateDirectory(_job.Image);
        (await FailsAsync(() => _driver.RestoreAsync(_job.Home, _job.Image, FakeTool.Limit))).Fault.Should().Be(CheckpointFault.ImageIncomplete);
    }

    private static async Task<CheckpointException> FailsAsync<T>(Func<Task<T>> act) =>
        (await act.Should().ThrowAsync<CheckpointException>()).Which;

    private Task<SourceState> CheckpointAsync(RunningApplication application) =>
        _driver.CheckpointAsync(application, _job.Image, goesOn: false, FakeTool.Limit);

    private async Task<RunningApplication> StartAsync(ApplicationCommands commands, string[]? words = null, bool moves = true)
    {
        var application = await _driver.StartAsync(
            _job.Home, new(words ?? Words, CountingJob.Launch().Environment, commands), FakeTool.Limit);
        if (moves)
        {
            await _job.WhenItGoesOnAsync();
        }

        return application;
    }

    private int Saved() => int.Parse(File.ReadAllText(Path.Combine(_job.Home.Directory, "state")), System.Globalization.CultureInfo.InvariantCulture);
}
