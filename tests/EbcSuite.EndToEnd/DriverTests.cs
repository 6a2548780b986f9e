using System.Text.Json;
using EbcSuite.TestKit;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd;

/// <summary>
/// The drivers beside criu on real daemons of two sites: what a node tells of them, an application that saves itself, and the ways of
/// a tool that ends what it dumps. No DMTCP is to be had here, so a fake one with its words stands for it.
/// </summary>
[TestFixture, Category("EndToEnd"), NonParallelizable]
public sealed class DriverTests
{
    private const string Source = "vm-a1";
    private const string Target = "vm-b1";
    private const string Prefix = "/opt/fake-dmtcp";

    /// <summary>Counts in memory and saves the number by USR1; begins anew or at what it saved.</summary>
    private const string Saving = """
        n=0
        [ "$1" = --resume ] && read -r n <state
        trap 'echo "$n" >state.new; mv state.new state' USR1
        while :; do n=$((n + 1)); echo "$n" >count.new; mv count.new count; [ "$1" != --resume ] || : >resumed; sleep 0.02; done
        """;

    /// <summary>Counts in a file: a fake tool that runs it again has it go on.</summary>
    private const string Counting =
        "while :; do read -r n <count || n=0; echo $((n + 1)) >count.new; mv count.new count; sleep 0.02; done 2>/dev/null";

    private static readonly object Commands = new
    {
        save = new { signal = "USR1", file = "state", within_ms = 20_000 },
        resume = new { arguments = new[] { "bash", "-c", Saving, "job", "--resume" }, file = "resumed", within_ms = 20_000 },
    };

    private Deployment _deployment = null!;

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token;

    [OneTimeSetUp]
    public async Task Start()
    {
        var fakes = Repository.PathOf("tests", "EbcSuite.FakeTools", "prefixes", "dmtcp");
        _deployment = await Deployment.StartAsync(
            new()
            {
                NodesPerSite = 1,
                AppDriver = new Dictionary<string, object>(StringComparer.Ordinal) { ["DmtcpPrefix"] = Prefix },
                NodeFiles = Directory.EnumerateFiles(fakes).ToDictionary(
                    f => $"{Prefix}/bin/{Path.GetFileName(f)}", f => f, StringComparer.Ordinal),
                LogDirectory = Repository.PathOf("artifacts", "test-results", "driver-logs"),
            },
            Limit);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _deployment.DisposeAsync();
        HostLeftovers.Find().Should().BeEmpty();
    }

    [Test, Order(1)]
    public async Task A_node_tells_of_each_driver_which_a_start_gets_and_why_not_the_others()
    {
        var told = await _deployment.EbcJsonAsync(["drivers", Source], Limit);

        told.GetProperty("best").GetString().Should().Be("criu");
        var drivers = told.GetProperty("drivers").EnumerateArray().ToDictionary(d => d.GetProperty("driver").GetString()!, StringComparer.Ordinal);
        drivers.Keys.Should().Equal("criu", "dmtcp", "openmpi", "command");
        drivers["criu"].GetProperty("findings").EnumerateArray().Select(f => f.GetString()).Should().Contain("network lock: nftables");
        drivers["dmtcp"].GetProperty("usable").GetBoolean().Should().BeTrue();
        drivers["openmpi"].GetProperty("error").GetString().Should().Be("NoCheckpointSupport");
        drivers["openmpi"].GetProperty("problem").GetString().Should().Contain("Open MPI 5").And.Contain("driver criu");
        drivers["command"].GetProperty("reason").GetString().Should().Contain("brings its own");
        var table = (await _deployment.EbcAsync(["drivers", Source], Limit)).Succeeded().Output;
        table.Should().Contain("criu *").And.Contain("NoCheckpointSupport");
    }

    [Test, Order(2)]
    public async Task A_driver_that_was_asked_for_and_cannot_be_used_is_refused_by_name()
    {
        var result = await _deployment.EbcAsync(["start", "x", "--node", Source, "--driver", "openmpi", "--json", "--", "mpirun", "true"], Limit);

        result.ExitCode.Should().Be(2, result.Error);
        var error = JsonSerializer.Deserialize<JsonElement>(result.Error);
        error.GetProperty("error").GetString().Should().Be("NoCheckpointSupport");
        error.GetProperty("message").GetString().Should().Contain("driver criu");
    }

    [Test, Order(3)]
    public async Task An_application_that_saves_itself_is_checkpointed_moved_and_restarted()
    {
        await File.WriteAllTextAsync(_deployment.Network.Manager.PathOutside("/etc/ebc/saving.json"), JsonSerializer.Serialize(Commands), Limit);
        await _deployment.EbcJsonAsync(
            ["start", "saving", "--node", Source, "--commands", "/etc/ebc/saving.json", "--", "bash", "-c", Saving, "job"], Limit);
        (await _deployment.WhenStateAsync("saving", "running", Limit)).GetProperty("driver").GetString().Should().Be("command");
        await WhenCountingAsync("saving", Source);

        var image = (await _deployment.EbcJsonAsync(["checkpoint", "saving"], Limit)).GetProperty("image").GetString()!;
        await WhenCountingAsync("saving", Source);

        var before = Count("saving", Source);
        await _deployment.MigrateAsync("saving", Target, Limit);
        await WhenCountingAsync("saving", Target);
        Count("saving", Target).Should().BeGreaterThan(before);
        _deployment.ApplicationProcesses(Source).Should().BeEmpty();

        await StopAsync("saving");
        await _deployment.EbcJsonAsync(["restart", "saving", "--image", image, "--to", Source], Limit);
        await WhenCountingAsync("saving", Source);
        await StopAsync("saving");
    }

    [Test, Order(4)]
    public async Task A_tool_that_ends_what_it_dumps_moves_it_by_a_restore_after_the_commitment()
    {
        await StartCountingAsync("moved");
        await _deployment.EbcJsonAsync(["checkpoint", "moved"], Limit);
        var before = Count("moved", Source);

        var report = await _deployment.MigrateAsync("moved", Target, Limit);

        report.GetProperty("steps_ms").EnumerateObject().Should().HaveCount(5);
        _deployment.ApplicationProcesses(Source).Should().BeEmpty();
        Directory.Exists(DirectoryOf("moved", Source)).Should().BeFalse("the source removes what it kept for the way back");
        await WhenCountingAsync("moved", Target);
        Count("moved", Target).Should().BeGreaterThan(before);
        await StopAsync("moved");
    }

    [Test, Order(5)]
    public async Task A_restore_that_fails_after_the_commitment_goes_back_to_the_source_by_a_restart_from_its_image()
    {
        await StartCountingAsync("returned");
        Behave(Target, "restart-fails");
        try
        {
            var result = await _deployment.EbcAsync(["migrate", "returned", "--to", Target, "--json"], Limit);

            result.ExitCode.Should().Be(1, result.Output);
            var error = JsonSerializer.Deserialize<JsonElement>(result.Error);
            error.GetProperty("error").GetString().Should().Be("RestoreFailed");
            error.GetProperty("message").GetString().Should().Contain("error mapping").And.Contain($"runs on at {Source}");
        }
        finally
        {
            Behave(Target, "fine");
        }

        _deployment.ApplicationProcesses(Target).Should().BeEmpty();
        Directory.Exists(DirectoryOf("returned", Target)).Should().BeFalse();
        await WhenCountingAsync("returned", Source);
        (await _deployment.WhenStateAsync("returned", "running", Limit)).GetProperty("node").GetString().Should().Be(Source);
        await StopAsync("returned");
    }

    private void Behave(string node, string behaviour) =>
        File.WriteAllText(_deployment.Network[node].PathOutside($"{Prefix}/behaviour"), behaviour);

    private async Task StartCountingAsync(string name)
    {
        await _deployment.EbcJsonAsync(["start", name, "--node", Source, "--driver", "dmtcp", "--", "bash", "-c", Counting], Limit);
        await WhenCountingAsync(name, Source);
    }

    private Task<JsonElement> StopAsync(string name) => _deployment.EbcJsonAsync(["stop", name, "--grace", "500ms"], Limit);

    private Task WhenCountingAsync(string name, string node)
    {
        var now = Count(name, node);
        return Until.HoldsAsync(() => Count(name, node) > now + 3, Limit);
    }

    private int Count(string name, string node)
    {
        var path = Path.Combine(DirectoryOf(name, node), "count");
        return File.Exists(path) && int.TryParse(File.ReadAllText(path), out var count) ? count : 0;
    }

    private string DirectoryOf(string name, string node) => _deployment.Network[node].PathOutside(Deployment.DirectoryOf(name));
}
