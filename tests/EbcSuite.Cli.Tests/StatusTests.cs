using System.Text.Json;
using EbcSuite.Cli.Tests.Doubles;
using EbcSuite.Health;

namespace EbcSuite.Cli.Tests;

/// <summary><c>ebc status</c> against status files, with this process as the daemon that runs.</summary>
[Category("Unit")]
public sealed class StatusTests
{
    private string _machine = "";

    [SetUp]
    public void MakeMachine() => _machine = Directory.CreateTempSubdirectory("ebc-machine-").FullName;

    [TearDown]
    public void RemoveMachine() => Directory.Delete(_machine, recursive: true);

    [Test]
    public async Task A_healthy_daemon_is_exit_code_0_in_this_shape()
    {
        using var ebc = Ebc();
        Running("appdrv", ebc);

        (await ebc.RunAsync("status", "appdrv", "--json")).Should().Be(ExitCodes.Done, ebc.Error);

        ebc.Out.TrimEnd().Should().Be(
            """
            {"daemons":[{"daemon":"appdrv","health":"healthy","why":"ready","version":"0.1.0","pid":PID,
            "started":"1970-01-01T00:00:00+00:00","age_ms":0,"links":{"tcp://broker-a:7700":true},"counters":{"applications_live":2}}]}
            """.ReplaceLineEndings("").Replace("PID", $"{Environment.ProcessId}"));
    }

    [Test]
    public async Task One_that_does_not_run_is_exit_code_3_and_one_that_is_not_well_is_1_and_goes_first()
    {
        using var ebc = Ebc();
        (await ebc.RunAsync("status", "broker")).Should().Be(ExitCodes.NotRunning);
        Running("broker", ebc);
        (await ebc.RunAsync("status", "--all")).Should().Be(ExitCodes.NotRunning);
        Running("appdrv", ebc, linked: false);
        (await ebc.RunAsync("status", "--all")).Should().Be(ExitCodes.Failed);
        (await ebc.RunAsync("status", "broker")).Should().Be(ExitCodes.Done);

        ebc.Out.Should().Contain("not running").And.Contain("disconnected").And.Contain("no link to tcp://broker-a:7700");
    }

    [Test]
    public async Task Without_a_name_it_asks_for_those_that_are_configured_or_run_here()
    {
        using var ebc = Ebc();
        (await ebc.RunAsync("status")).Should().Be(ExitCodes.NotRunning);
        ebc.Out.Should().Contain("No daemon is configured");

        await File.WriteAllTextAsync(Path.Combine(_machine, "frontend.json"), "{}");
        Running("broker", ebc);
        (await ebc.RunAsync("status", "--json")).Should().Be(ExitCodes.NotRunning);

        JsonSerializer.Deserialize<JsonElement>(ebc.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])
            .GetProperty("daemons").EnumerateArray().Select(d => d.GetProperty("health").GetString())
            .Should().Equal("healthy", "not_running");
    }

    [Test]
    public async Task A_daemon_that_gives_no_sign_of_life_is_stale()
    {
        using var ebc = Ebc();
        Running("broker", ebc);
        ebc.Time.Advance(TimeSpan.FromSeconds(11));

        (await ebc.RunAsync("status", "broker")).Should().Be(ExitCodes.Failed);

        ebc.Out.Should().Contain("stale").And.Contain("no sign of life for 11 s");
    }

    private CommandLine Ebc() => new() { Machine = _machine };

    private void Running(string daemon, CommandLine ebc, bool linked = true)
    {
        var path = HealthFile.PathOf(_machine, daemon);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        HealthFile.Write(path, new(
            daemon, "0.1.0", Environment.ProcessId, ProcessStart.Of(Environment.ProcessId)!.Value, DaemonPhase.Ready,
            DateTimeOffset.UnixEpoch, ebc.Time.GetUtcNow(), HealthFile.Milliseconds(ebc.Time), 2000, [],
            new Dictionary<string, bool> { ["tcp://broker-a:7700"] = linked },
            new Dictionary<string, long> { ["applications_live"] = 2 }));
    }
}
