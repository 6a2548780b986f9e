using System.Text.Json;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd.Migrations;

/// <summary>
/// What fails before the commitment gives the application back to its source, running: by the real criu and disks that are
/// too small, and by a criu that fails where it is told to.
/// </summary>
[TestFixture, Category("EndToEnd"), NonParallelizable]
public sealed class FailingMigrationTests
{
    private const string Source = "vm-a1";
    private const string Target = "vm-b1";

    /// <summary>What the daemons call as criu: the real one, or a failure named by a file.</summary>
    private const string Criu = "/usr/local/sbin/criu-that-may-fail";

    /// <summary>Bytes; the image of the solver is larger, what the daemon itself keeps is not.</summary>
    private const long TooSmall = 48L << 20;

    /// <summary>Exit codes of ebc: nothing was begun; begun, and undone.</summary>
    private const int Refused = 2;
    private const int Undone = 1;

    /// <summary>Runs until it is stopped.</summary>
    private static readonly Solver Endless = new() { Ranks = 2, MegabytesPerRank = 4, BallastMegabytes = 64, Iterations = 10_000_000 };

    private Deployment _deployment = null!;

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token;

    [OneTimeSetUp]
    public async Task Start()
    {
        _deployment = await Deployment.StartAsync(
            new()
            {
                NodesPerSite = 1,
                AppDriver = new Dictionary<string, object>(StringComparer.Ordinal) { ["CriuPath"] = Criu },
                NodeFiles = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [Criu] = Repository.PathOf("tests", "EbcSuite.EndToEnd", "Migrations", "criu-that-may-fail"),
                },
                LogDirectory = Repository.PathOf("artifacts", "test-results", "failing-migration-logs"),
            },
            Limit);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _deployment.DisposeAsync();
        HostLeftovers.Find().Should().BeEmpty();
    }

    [Test]
    public async Task A_target_with_too_little_space_is_refused_before_anything_is_stopped()
    {
        await using var small = await SmallDisk.OnAsync(_deployment, Target, TooSmall, Limit);
        var heat = await RunningAsync("large");

        (await FailsAsync("large", Refused)).Should().Be("NoSpace");

        await RunsOnAsync(heat);
    }

    [Test]
    public async Task A_disk_that_fills_during_the_transfer_gives_the_application_back()
    {
        await using var small = await SmallDisk.OnAsync(_deployment, Target, TooSmall, Limit);
        var heat = await RunningAsync("spills");

        (await FailsAsync("spills", Undone, "--force")).Should().Be("DiskFull");

        await RunsOnAsync(heat);
    }

    [Test]
    public async Task A_disk_that_fills_during_the_dump_thaws_the_application()
    {
        await using var small = await SmallDisk.OnAsync(_deployment, Source, TooSmall, Limit);
        var heat = await RunningAsync("stays");

        (await FailsAsync("stays", Undone)).Should().Be("DiskFull");

        await RunsOnAsync(heat);
    }

    [TestCase(Source, "dump", "DumpFailed")]
    [TestCase(Target, "restore", "RestoreFailed")]
    public async Task A_tool_that_fails_gives_the_application_back(string node, string act, string error)
    {
        var failure = _deployment.Network[node].PathOutside($"/run/criu-fails-to-{act}");
        var heat = await RunningAsync($"fails-to-{act}");
        await File.WriteAllTextAsync(failure, "");
        try
        {
            (await FailsAsync(heat.Name, Undone)).Should().Be(error);
            await RunsOnAsync(heat);
        }
        finally
        {
            File.Delete(failure);
        }
    }

    [Test]
    public async Task A_receiver_that_dies_while_it_restores_goes_on_with_it_when_it_is_up_again()
    {
        var hangs = _deployment.Network[Target].PathOutside("/run/criu-hangs-to-restore");
        var heat = await RunningAsync("interrupted");
        await File.WriteAllTextAsync(hangs, "");
        var daemon = _deployment.Daemons[$"ebc-appdrv@{Target}"];
        var migration = _deployment.MigrateAsync(heat.Name, Target, Limit);
        await TestKit.Until.FileExists(hangs + ".now", Limit);
        await daemon.KillAsync(Limit);
        File.Delete(hangs);
        await daemon.StartAsync(Limit);

        (await migration).GetProperty("outcome").GetString().Should().Be("done");

        await RunsOnAsync(heat, Target, Source);
    }

    private async Task<DeployedSolver> RunningAsync(string name)
    {
        var heat = new DeployedSolver(_deployment, name, Endless);
        await heat.StartAsync(Source, Limit);
        await heat.WhenIterationAsync(Source, 30, Limit);
        return heat;
    }

    /// <summary>A migration that ends with this exit code of ebc; returns the name of its error.</summary>
    private async Task<string?> FailsAsync(string application, int exitCode, params string[] more)
    {
        var result = await _deployment.EbcAsync(["migrate", application, "--to", Target, "--json", .. more], Limit);
        result.ExitCode.Should().Be(exitCode, result.Error);
        return JsonSerializer.Deserialize<JsonElement>(result.Error).GetProperty("error").GetString();
    }

    private Task RunsOnAsync(DeployedSolver heat) => RunsOnAsync(heat, Source, Target);

    /// <summary>It runs on at a node, no iteration is missing or double, and nothing of it is on the other.</summary>
    private async Task RunsOnAsync(DeployedSolver heat, string node, string other)
    {
        await heat.WhenIterationAsync(node, heat.IterationOn(node) + 20, Limit);
        var told = Solver.Progress(heat.ProgressOn(node));
        told.Should().Equal(Enumerable.Range(1, told.Count).Select(line => line * heat.Solver.ProgressEvery));
        await _deployment.WhenStateAsync(heat.Name, "running", Limit);
        _deployment.ApplicationProcesses(other).Should().BeEmpty();
        Directory.Exists(heat.DirectoryOn(other)).Should().BeFalse();
        await _deployment.EbcJsonAsync(["stop", heat.Name, "--grace", "1s", "--remove-files"], Limit);
        _deployment.ApplicationProcesses(node).Should().BeEmpty();
    }
}
