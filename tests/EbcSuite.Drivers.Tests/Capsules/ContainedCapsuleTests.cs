using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Tests.Capsules;

/// <summary>Capsules that are only contained: what they are for the drivers that need no root.</summary>
[Category("Privileged")]
public sealed class ContainedCapsuleTests
{
    private const string Nobody = "65534";
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
    public async Task A_job_keeps_its_nodes_network_and_has_processes_of_its_own()
    {
        var capsule = new ContainedCapsule(new(), TimeProvider.System);
        var application = await capsule.StartAsync(
            _job.Home, CountingJob.Launch(), ["bash", "-c", "readlink /proc/self/ns/net; echo $$; exit 3"], FakeTool.Limit);
        await ProcessWatch.WhenEndedAsync(application.Pid, application.StartTime, FakeTool.Limit);
        var layout = CapsuleLayout.Of(_job.Home);
        var lines = await File.ReadAllLinesAsync(layout.Output);
        lines[0].Should().Be(new FileInfo("/proc/self/ns/net").LinkTarget);
        int.Parse(lines[1], System.Globalization.CultureInfo.InvariantCulture).Should().BeLessThan(20);
        layout.ReadExitCode().Should().Be(3);
    }

    [Test]
    public async Task An_ordinary_user_can_make_one_where_users_may_make_namespaces()
    {
        if (ContainedCapsule.Obstacle(privileged: false, Switch()) is { } obstacle)
        {
            Assert.Ignore(obstacle);
        }

        var home = Prepared();
        var command = new ToolCommand(
            "setpriv",
            ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", "setsid", CapsuleLayout.Of(_job.Home).Init, "contain", home, "bash", "-c", "echo $$ $UID; exit 4"],
            "util-linux");
        (await FakeTool.Runner.RunAsync(command, FakeTool.Limit)).ExitCode.Should().Be(4);
        var words = (await File.ReadAllTextAsync(CapsuleLayout.Of(_job.Home).Output)).Split(' ', StringSplitOptions.TrimEntries);
        int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture).Should().BeLessThan(20);
        words[1].Should().Be(Nobody);
        CapsuleLayout.Of(_job.Home).ReadExitCode().Should().Be(4);
    }

    [TestCase(true, "0", true)]
    [TestCase(false, "1\n", true)]
    [TestCase(false, null, true)]
    [TestCase(false, "0\n", false)]
    public void Where_they_can_be_made(bool privileged, string? setting, bool can) =>
        (ContainedCapsule.Obstacle(privileged, setting) is null).Should().Be(can);

    private static string? Switch()
    {
        const string Path = "/proc/sys/kernel/unprivileged_userns_clone";
        return File.Exists(Path) ? File.ReadAllText(Path) : null;
    }

    /// <summary>A directory of the user's with the script in it.</summary>
    private string Prepared()
    {
        var layout = CapsuleLayout.Of(_job.Home);
        Directory.CreateDirectory(layout.Parts);
        using (var script = typeof(CapsuleLauncher).Assembly.GetManifestResourceStream("capsule-init")!)
        using (var target = File.Create(layout.Init))
        {
            script.CopyTo(target);
        }

        const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
        foreach (var path in (string[])[_directory.Path, layout.Directory, layout.Parts, layout.Init])
        {
            File.SetUnixFileMode(path, Everybody);
        }

        return layout.Directory;
    }
}
