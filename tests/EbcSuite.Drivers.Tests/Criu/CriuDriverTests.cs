using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Criu;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Tests.Criu;

[Category("FakeTool")]
public sealed class CriuDriverTests
{
    private TemporaryDirectory _directory = null!;

    private ApplicationHome Home => new("heat", _directory.Below("home"));

    /// <summary>A process id beyond any that can be: it has no members.</summary>
    private RunningApplication Nobody => new(Home, int.MaxValue, 1);

    [SetUp]
    public void SetUp()
    {
        _directory = new();
        Directory.CreateDirectory(Home.Directory);
    }

    [TearDown]
    public void TearDown() => _directory.Dispose();

    [Test]
    public async Task A_working_criu_is_usable_with_its_version()
    {
        var probe = await Driver("fine").ProbeAsync(FakeTool.Limit);
        probe.Version.Should().Be("4.2.1");
        probe.Usable.Should().BeTrue();
    }

    [Test]
    public async Task A_criu_that_does_not_fit_the_kernel_says_why()
    {
        var probe = await Driver("old").ProbeAsync(FakeTool.Limit);
        probe.Version.Should().Be("3.17.1");
        probe.Fault.Should().Be(CheckpointFault.KernelUnsupported);
        probe.Problem.Should().Contain("vDSO").And.Contain("4.2");
    }

    [Test]
    public async Task A_program_that_tells_no_version_is_no_criu() =>
        (await Driver("mute").ProbeAsync(FakeTool.Limit)).Usable.Should().BeFalse();

    [Test]
    public async Task A_missing_criu_is_a_probe_with_a_problem_and_no_exception()
    {
        var driver = new CriuDriver(new() { Path = "/nowhere/criu" }, new(), FakeTool.Runner, TimeProvider.System);
        var probe = await driver.ProbeAsync(FakeTool.Limit);
        probe.Version.Should().BeNull();
        probe.Problem.Should().Contain("package criu");
    }

    [Test]
    public async Task A_criu_that_does_not_answer_is_no_reason_for_a_node_to_look_dead()
    {
        var driver = new CriuDriver(
            new() { Path = FakeTool.AsCriu(_directory.Path, "hangs-at-once"), ProbeDeadline = TimeSpan.FromMilliseconds(200) },
            new(), FakeTool.Runner, TimeProvider.System);
        var probe = await driver.ProbeAsync(FakeTool.Limit);
        probe.Fault.Should().Be(CheckpointFault.DeadlinePassed);
        probe.Usable.Should().BeFalse();
    }

    [TestCase("disk-full", CheckpointFault.DiskFull, "No space left")]
    [TestCase("fails", CheckpointFault.DumpFailed, "tcp-established")]
    [TestCase("passcred", CheckpointFault.KernelUnsupported, "4.2")]
    [TestCase("no-lock", CheckpointFault.ToolMissing, "nftables or iptables")]
    public async Task A_dump_that_fails_is_named_with_the_end_of_its_log(string behaviour, CheckpointFault fault, string part)
    {
        var dump = () => Driver(behaviour).DumpAsync(Nobody, _directory.Below("image"), FakeTool.Limit);
        var thrown = (await dump.Should().ThrowAsync<CheckpointException>()).Which;
        thrown.Fault.Should().Be(fault);
        thrown.Message.Should().Contain("exit code 1").And.Contain(part);
    }

    [Test]
    public async Task The_command_that_dumps_locks_the_network_by_what_the_probe_found()
    {
        var image = Directory.CreateDirectory(_directory.Below("image")).FullName;
        await Driver("no-nftables").DumpAsync(Nobody, image, FakeTool.Limit);
        var expected = ToolPath.Find("iptables-restore") is null ? "skip" : "iptables";
        (await File.ReadAllTextAsync(Path.Combine(image, "call"))).Should().Contain($"--network-lock {expected}");
    }

    [Test]
    public async Task A_dump_with_harmless_errors_in_its_log_is_a_success() =>
        await Driver("fine").DumpAsync(Nobody, _directory.Below("image"), FakeTool.Limit);

    [TestCase("missing-library", CheckpointFault.LibraryMissing, "libfoo.so.1")]
    [TestCase("pid-taken", CheckpointFault.RestoreFailed, "process id")]
    [TestCase("terminal", CheckpointFault.RestoreFailed, "terminal")]
    [TestCase("disk-full", CheckpointFault.DiskFull, "No space left")]
    [TestCase("half", CheckpointFault.ImageIncomplete, "pstree.img")]
    [TestCase("nothing", CheckpointFault.RestoreFailed, "is not there")]
    public async Task A_restore_that_fails_is_named(string behaviour, CheckpointFault fault, string part)
    {
        var image = Directory.CreateDirectory(_directory.Below("image")).FullName;
        var restore = () => Driver(behaviour).RestoreAsync(Home, image, FakeTool.Limit);
        var thrown = (await restore.Should().ThrowAsync<CheckpointException>()).Which;
        thrown.Fault.Should().Be(fault);
        thrown.Message.Should().Contain(part);
    }

    [Test]
    public async Task A_dump_that_hangs_ends_at_its_deadline()
    {
        var driver = new CriuDriver(
            new() { Path = FakeTool.AsCriu(_directory.Path, "hangs"), Deadline = TimeSpan.FromMilliseconds(200) },
            new(), FakeTool.Runner, TimeProvider.System);
        var dump = () => driver.DumpAsync(Nobody, _directory.Below("image"), FakeTool.Limit);
        (await dump.Should().ThrowAsync<CheckpointException>()).Which.Fault.Should().Be(CheckpointFault.DeadlinePassed);
    }

    [Test]
    public async Task Checkpointing_what_is_gone_says_so()
    {
        var freeze = () => Driver("fine").CheckpointAsync(Nobody, _directory.Below("image"), goesOn: false, FakeTool.Limit);
        (await freeze.Should().ThrowAsync<CheckpointException>()).Which.Fault.Should().Be(CheckpointFault.ApplicationLost);
    }

    [Test]
    public async Task Destroying_what_is_gone_is_done() =>
        await Driver("fine").DestroyAsync(Nobody, TimeSpan.FromSeconds(1), FakeTool.Limit);

    private CriuDriver Driver(string behaviour) => new(
        new CriuOptions { Path = FakeTool.AsCriu(_directory.Path, behaviour) }, new CapsuleOptions(), FakeTool.Runner, TimeProvider.System);
}
