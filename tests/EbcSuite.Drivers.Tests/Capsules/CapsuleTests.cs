using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;

namespace EbcSuite.Drivers.Tests.Capsules;

/// <summary>Real capsules of small programs: needs root for the namespaces, and iproute2.</summary>
[Category("Privileged")]
public sealed class CapsuleTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly CapsuleLauncher _launcher = new(new CapsuleOptions(), TimeProvider.System);
    private readonly Capsule _capsule = new(new CapsuleOptions(), TimeProvider.System);
    private TemporaryDirectory _directory = null!;

    private ApplicationHome Home => new("job", _directory.Below("job"));

    [SetUp]
    public void SetUp() => _directory = new();

    [TearDown]
    public void TearDown() => _directory.Dispose();

    [Test]
    public async Task A_job_runs_in_namespaces_of_its_own_and_leaves_its_exit_code()
    {
        var application = await StartAsync("bash", "-c", "readlink /proc/self/ns/net; hostname; pwd; echo oops >&2; exit 3");
        await ProcessWatch.WhenEndedAsync(application.Pid, application.StartTime, FakeTool.Limit);
        var layout = CapsuleLayout.Of(Home);
        var lines = await File.ReadAllLinesAsync(layout.Output);
        lines[0].Should().NotBe(new FileInfo("/proc/self/ns/net").LinkTarget);
        lines[1..].Should().Equal("capsule", Home.Directory);
        (await File.ReadAllTextAsync(layout.Errors)).Should().Contain("oops");
        layout.ReadExitCode().Should().Be(3);
    }

    [Test]
    public async Task A_capsule_holds_no_descriptor_of_its_starter()
    {
        using var held = File.OpenRead("/etc/hostname");
        var application = await StartAsync("sleep", "600");
        try
        {
            foreach (var member in Capsule.Members(application))
            {
                Directory.EnumerateFileSystemEntries($"/proc/{member.Pid}/fd")
                    .Select(fd => new FileInfo(fd).LinkTarget!)
                    .Should().OnlyContain(t => t == "/dev/null" || t.StartsWith(Home.Directory, StringComparison.Ordinal));
            }
        }
        finally
        {
            await _capsule.DestroyAsync(application, TimeSpan.Zero, FakeTool.Limit);
        }
    }

    [Test]
    public async Task Frozen_is_every_process_also_of_a_job_that_forks_all_the_time_and_thawed_it_goes_on()
    {
        var application = await StartAsync("bash", "-c", "while :; do /bin/true & wait; echo >>count; done");
        try
        {
            await Until.TrueAsync(() => Length("count") > 20);
            await _capsule.FreezeAsync(application, FakeTool.Limit);
            Capsule.Members(application).Should().NotBeEmpty().And.OnlyContain(p => p.StandsStill);
            var count = Length("count");
            await Task.Yield();
            Capsule.Members(application).Should().OnlyContain(p => p.StandsStill);
            Length("count").Should().Be(count);
            await _capsule.ThawAsync(application, FakeTool.Limit);
            await Until.TrueAsync(() => Length("count") > count + 20);
        }
        finally
        {
            await _capsule.DestroyAsync(application, TimeSpan.Zero, FakeTool.Limit);
        }
    }

    [Test]
    public async Task A_running_job_is_asked_to_end_first()
    {
        var application = await StartAsync("bash", "-c", "trap 'echo asked >asked; exit 9' TERM; : >ready; while :; do sleep 0.1; done");
        await Until.TrueAsync(() => File.Exists(_directory.Below("job/ready")));
        await _capsule.DestroyAsync(application, TimeSpan.FromSeconds(50), FakeTool.Limit);
        File.Exists(_directory.Below("job/asked")).Should().BeTrue();
        Capsule.Members(application).Should().BeEmpty();
    }

    [Test]
    public async Task A_stopped_job_is_killed_where_it_stands_and_never_runs_again()
    {
        var application = await StartAsync("bash", "-c", "trap 'echo asked >asked' TERM; : >ready; while :; do sleep 0.1; done");
        await Until.TrueAsync(() => File.Exists(_directory.Below("job/ready")));
        await _capsule.FreezeAsync(application, FakeTool.Limit);
        await _capsule.DestroyAsync(application, TimeSpan.FromSeconds(50), FakeTool.Limit);
        File.Exists(_directory.Below("job/asked")).Should().BeFalse();
        Capsule.Members(application).Should().BeEmpty();
    }

    [Test]
    public async Task A_running_capsule_is_found_again_by_its_directory()
    {
        var application = await StartAsync("sleep", "600");
        CapsuleLauncher.Find(Home)!.Pid.Should().Be(application.Pid);
        await _capsule.DestroyAsync(application, TimeSpan.Zero, FakeTool.Limit);
        CapsuleLauncher.Find(Home).Should().BeNull();
    }

    [Test]
    public async Task A_program_that_is_not_there_is_a_failed_start_that_names_it()
    {
        var start = () => StartAsync("/no/such/program");
        var thrown = (await start.Should().ThrowAsync<CheckpointException>()).Which;
        thrown.Fault.Should().Be(CheckpointFault.StartFailed);
        thrown.Message.Should().Contain("/no/such/program");
    }

    private Task<RunningApplication> StartAsync(params string[] arguments) => _launcher.StartAsync(Home, new LaunchSpecification(arguments, Nothing), FakeTool.Limit);

    private long Length(string name) => new FileInfo(_directory.Below("job/" + name)) is { Exists: true } file ? file.Length : 0;
}
