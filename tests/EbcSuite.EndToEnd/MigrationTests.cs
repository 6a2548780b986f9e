using System.Text.Json;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd;

/// <summary>The whole system: real daemons on two sites, real MPI programs, real criu, and ebc as the only way in.</summary>
[TestFixture, Category("EndToEnd"), NonParallelizable]
public sealed class MigrationTests
{
    private static readonly Solver Heat = new() { MegabytesPerRank = 4, BallastMegabytes = 2, Iterations = 600, PaceMs = 10 };
    private Deployment _deployment = null!;
    private byte[] _expected = null!;

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token;

    [OneTimeSetUp]
    public async Task Start()
    {
        _deployment = await Deployment.StartAsync(
            new() { NodesPerSite = 1, LogDirectory = Repository.PathOf("artifacts", "test-results", "migration-logs") }, Limit);
        var whole = new DeployedSolver(_deployment, "whole", Heat with { PaceMs = 0 });
        await whole.StartAsync("vm-a1", Limit);
        _expected = await whole.ResultAsync("vm-a1", Limit);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _deployment.DisposeAsync();
        HostLeftovers.Find().Should().BeEmpty();
    }

    [Test]
    public async Task A_running_program_moves_and_ends_with_the_same_bits()
    {
        var heat = await RunningAsync("moved");

        var report = await _deployment.MigrateAsync("moved", "vm-b1", Limit);

        report.GetProperty("steps_ms").EnumerateObject().Select(s => s.Name)
            .Should().Equal("initialization", "checkpointing", "transferring", "commitment", "restarting");
        _deployment.ApplicationProcesses("vm-a1").Should().BeEmpty();
        Directory.Exists(heat.DirectoryOn("vm-a1")).Should().BeFalse();
        await EndsAsExpectedAsync(heat, "vm-b1");
    }

    [TestCase("UnknownNode", "start", "x", "--node", "vm-z9", "--", "true")]
    [TestCase("UnknownDriver", "start", "x", "--node", "vm-a1", "--driver", "blcr", "--", "true")]
    [TestCase("UnknownApplication", "migrate", "nobody", "--to", "vm-b1")]
    [TestCase("NotRunning", "migrate", "whole", "--to", "vm-b1")]
    [TestCase("UnknownApplication", "stop", "nobody")]
    public async Task What_cannot_be_done_is_refused_by_name_before_anything_is_begun(string error, params string[] arguments)
    {
        var own = arguments.TakeWhile(a => a != "--").ToList();

        var result = await _deployment.EbcAsync([.. own, "--json", .. arguments.Skip(own.Count)], Limit);

        result.ExitCode.Should().Be(2, result.Error);
        JsonSerializer.Deserialize<JsonElement>(result.Error).GetProperty("error").GetString().Should().Be(error);
    }

    [Test]
    public async Task A_target_that_lacks_a_library_is_refused_and_the_program_runs_on()
    {
        // The file that is mapped, not the link that leads to it.
        var root = _deployment.Network["vm-b1"].PathOutside("");
        var library = "/" + Path.GetRelativePath(
            root, File.ResolveLinkTarget(root + "/usr/lib/x86_64-linux-gnu/libmpi.so.40", returnFinalTarget: true)!.FullName);
        var heat = await RunningAsync("lacking");
        await _deployment.Network["vm-b1"].HideFileAsync(library, Limit);
        try
        {
            (await FailsAsync(2, "lacking")).Should().Be("LibraryMissing");
            // Without the preflight criu itself finds it missing, on the target, before the commitment.
            (await FailsAsync(1, "lacking", "--force")).Should().Be("LibraryMissing");
        }
        finally
        {
            await _deployment.Network["vm-b1"].ShowFileAsync(library, Limit);
        }

        _deployment.ApplicationProcesses("vm-b1").Should().BeEmpty();
        await EndsAsExpectedAsync(heat, "vm-a1");
    }

    [Test]
    public async Task Killed_daemons_leave_applications_running_and_find_them_again()
    {
        var heat = await RunningAsync("kept");
        var appdrv = _deployment.Daemons["ebc-appdrv@vm-a1"];
        await appdrv.KillAsync(Limit);
        await heat.WhenIterationAsync("vm-a1", heat.IterationOn("vm-a1") + 20, Limit);

        await appdrv.StartAsync(Limit);
        await _deployment.WhenAliveAsync(["vm-a1"], Limit);

        (await _deployment.WhenStateAsync("kept", "running", Limit)).GetProperty("node").GetString().Should().Be("vm-a1");
        await _deployment.MigrateAsync("kept", "vm-b1", Limit);
        await EndsAsExpectedAsync(heat, "vm-b1");
    }

    [Test]
    public async Task A_stopped_application_leaves_no_process_and_no_file()
    {
        var heat = await RunningAsync("ended");

        await _deployment.EbcJsonAsync(["stop", "ended", "--grace", "1s", "--remove-files"], Limit);

        _deployment.ApplicationProcesses("vm-a1").Should().BeEmpty();
        Directory.Exists(heat.DirectoryOn("vm-a1")).Should().BeFalse();
    }

    private async Task<DeployedSolver> RunningAsync(string name)
    {
        var heat = new DeployedSolver(_deployment, name, Heat);
        await heat.StartAsync("vm-a1", Limit);
        await heat.WhenIterationAsync("vm-a1", 50, Limit);
        return heat;
    }

    /// <summary>Whatever a test left running: the next one begins with empty nodes.</summary>
    [TearDown]
    public async Task StopWhatRuns()
    {
        foreach (var application in (await _deployment.EbcJsonAsync(["apps"], Limit)).GetProperty("applications").EnumerateArray())
        {
            if (application.GetProperty("state").GetString() == "running")
            {
                await _deployment.EbcJsonAsync(["stop", application.GetProperty("application").GetString()!, "--grace", "1s"], Limit);
            }
        }
    }

    private async Task<string?> FailsAsync(int code, string application, params string[] more)
    {
        var result = await _deployment.EbcAsync(["migrate", application, "--to", "vm-b1", "--json", .. more], Limit);
        result.ExitCode.Should().Be(code, result.Error);
        return JsonSerializer.Deserialize<JsonElement>(result.Error).GetProperty("error").GetString();
    }

    private async Task EndsAsExpectedAsync(DeployedSolver heat, string node)
    {
        (await heat.ResultAsync(node, Limit)).Should().Equal(_expected);
        heat.Solver.IsWhole(heat.ProgressOn(node)).Should().BeTrue();
    }
}
