using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EbcSuite.TestKit;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd.Systemd;

/// <summary>
/// The whole system on machines that boot a real systemd (systemd-nspawn): the units of <c>systemd/</c>, nothing started by hand. What it
/// measures goes to artifacts/e2e-systemd.json.
/// </summary>
[TestFixture, Category("EndToEnd"), Category("Systemd"), NonParallelizable]
public sealed partial class SystemdTests
{
    private const string Watchdog = "[Service]\nWatchdogSec=8s\n";
    private static readonly Solver Heat = new() { MegabytesPerRank = 4, BallastMegabytes = 2, Iterations = 600, PaceMs = 10 };

    /// <summary>Where each unit has its configuration.</summary>
    private static readonly (string Host, string Unit)[] Daemons =
    [
        ("manager", "ebc-broker"), ("manager", "ebc-frontend"), ("broker-a", "ebc-broker"), ("broker-b", "ebc-broker"),
        ("vm-a1", "ebc-appdrv"), ("vm-b1", "ebc-appdrv"),
    ];

    private readonly SystemdReport _report = new();
    private Deployment _deployment = null!;
    private byte[] _expected = null!;

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token;

    [OneTimeSetUp]
    public async Task Boot()
    {
        _deployment = await Deployment.StartAsync(
            new()
            {
                Systemd = true,
                NodesPerSite = 1,

                // On vm-b1 the watchdog bites sooner, so that the test need not wait for half a minute.
                Texts = new Dictionary<(string, string), string>
                {
                    [("vm-b1", "/etc/systemd/system/ebc-appdrv.service.d/watchdog.conf")] = Watchdog,
                },
            },
            Limit);
        _report["boot_to_registered_ms"] = (long)_deployment.StartToAlive.TotalMilliseconds;
        _report["machines"] = _deployment.Network.Hosts.Count;
        _report["programs"] = MachineInstallation.Packages.Count > 0 ? "packages" : "published";
        _report["systemd"] = (await RunAsync("manager", "systemctl", "--version")).Split('\n')[0];
        var whole = new DeployedSolver(_deployment, "whole", Heat with { PaceMs = 0 });
        await whole.StartAsync("vm-b1", Limit);
        _expected = await whole.ResultAsync("vm-b1", Limit);
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        _report.Write();
        foreach (var (host, unit) in Daemons)
        {
            var logs = Directory.CreateDirectory(Repository.PathOf("artifacts", "test-results", "systemd-logs")).FullName;
            await File.WriteAllTextAsync(Path.Combine(logs, $"{unit}@{host}.log"), await _deployment.Unit(host, unit).JournalAsync(Limit));
        }

        await _deployment.DisposeAsync();
        HostLeftovers.Find().Should().BeEmpty();
    }

    [Test, Order(1)]
    public async Task After_a_boot_every_daemon_is_active_and_healthy_where_it_is_configured_and_only_there()
    {
        foreach (var host in _deployment.Network.Hosts.Select(h => h.Name))
        {
            foreach (var unit in new[] { "ebc-broker", "ebc-frontend", "ebc-appdrv" })
            {
                var state = await _deployment.Unit(host, unit).StateAsync(Limit);
                state.ActiveState.Should().Be(Daemons.Contains((host, unit)) ? "active" : "inactive", $"{unit} on {host}");
                state.Restarts.Should().Be(0, $"{unit} on {host}");
            }

            // Its own links may still be coming up: the daemons were started all at once.
            await Until.HoldsAsync(async () => (await StatusAsync(host)).ExitCode == 0, Limit);
        }

        var status = await StatusAsync("manager");
        status.Daemons.Select(d => d.GetProperty("health").GetString()).Should().Equal("healthy", "healthy");
        status.Daemons[0].GetProperty("counters").GetProperty("events_peers").GetInt64().Should().Be(2);
    }

    [Test]
    public async Task The_units_are_clean_and_as_tight_as_they_are_said_to_be()
    {
        var verify = await _deployment.Network["manager"].RunAsync(
            [
                "systemd-analyze", "verify", "--man=no", "ebc-broker.service", "ebc-frontend.service", "ebc-appdrv.service",
                "ebc-applications.slice",
            ],
            limit: Limit);
        (verify.Output + verify.Error).Should().BeEmpty();
        verify.ExitCode.Should().Be(0);
        _report["systemd_analyze_verify"] = "clean";

        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (host, unit) in new[] { ("manager", "ebc-broker"), ("manager", "ebc-frontend"), ("vm-a1", "ebc-appdrv") })
        {
            var told = await RunAsync(host, "systemd-analyze", "security", "--no-pager", unit + ".service");
            figures[unit] = double.Parse(Exposure().Match(told).Groups["level"].Value, CultureInfo.InvariantCulture);
        }

        _report["systemd_analyze_security"] = figures;
        figures["ebc-broker"].Should().BeLessThanOrEqualTo(2.5);
        figures["ebc-frontend"].Should().BeLessThanOrEqualTo(2.5);
    }

    [Test]
    public async Task A_driver_that_is_restarted_or_killed_leaves_its_applications_running_and_finds_them_again()
    {
        var heat = await RunningAsync("kept");
        var unit = _deployment.Unit("vm-a1", "ebc-appdrv");
        var before = Groups("vm-a1").Should().ContainSingle().Subject;
        before.Should().Contain("/ebc-applications.slice/ebc-application-kept-").And.EndWith(".scope");

        _report["restart_to_found_ms"] = await TimedAsync(async () =>
        {
            (await unit.DoAsync("restart", Limit)).Succeeded();
            await WhenFoundAsync(unit, "vm-a1");
        });
        await heat.WhenIterationAsync("vm-a1", heat.IterationOn("vm-a1") + 20, Limit);

        var killed = await unit.StateAsync(Limit);
        _report["killed_to_found_ms"] = await TimedAsync(async () =>
        {
            await unit.KillAsync(Signal.Kill, Limit);
            await unit.WhenAsync(s => s.IsActive && s.Pid != killed.Pid && s.Restarts == killed.Restarts + 1, Limit);
            await WhenFoundAsync(unit, "vm-a1");
        });

        Groups("vm-a1").Should().Equal([before], "the very same processes run on");
        await EndsAsExpectedAsync(heat, "vm-a1");
        await Until.HoldsAsync(() => Groups("vm-a1").Count == 0, Limit);
    }

    [Test]
    public async Task A_driver_that_hangs_is_restarted_by_the_watchdog()
    {
        var unit = _deployment.Unit("vm-b1", "ebc-appdrv");
        var before = await unit.StateAsync(Limit);

        _report["hang_to_restarted_ms"] = await TimedAsync(async () =>
        {
            await unit.KillAsync(Signal.Stop, Limit);
            await unit.WhenAsync(s => s.IsActive && s.Pid != before.Pid, Limit);
        });

        (await unit.JournalAsync(Limit)).Should().Contain("Watchdog timeout");
        await Until.HoldsAsync(async () => (await StatusAsync("vm-b1")).ExitCode == 0, Limit);
        await _deployment.WhenAliveAsync(["vm-b1"], Limit);
    }

    [Test]
    public async Task A_wrong_configuration_is_said_in_the_journal_and_not_tried_again()
    {
        var unit = _deployment.Unit("vm-b1", "ebc-frontend");
        var path = _deployment.Network["vm-b1"].PathOutside("/etc/ebc/frontend.json");
        await File.WriteAllTextAsync(path, """{ "Brokr": "tcp://127.0.0.1:7700" }""", Limit);

        (await unit.DoAsync("start", Limit)).ExitCode.Should().NotBe(0);

        // "failed" and not "activating": no restart is under way.
        (await unit.StateAsync(Limit)).Should().Be(new UnitState("failed", "exit-code", 0, 0, 78));
        (await unit.JournalAsync(Limit)).Should().Contain("Brokr").And.Contain("Did you mean Broker?").And.Contain("/etc/ebc/frontend.json");
        (await StatusAsync("vm-b1", "frontend")).ExitCode.Should().Be(3);

        File.Delete(path);
        (await unit.DoAsync("reset-failed", Limit)).Succeeded();
        (await unit.DoAsync("start", Limit)).Succeeded();
        (await unit.StateAsync(Limit)).ActiveState.Should().Be("inactive", "a daemon that is not configured is no failure");
    }

    [Test]
    public async Task A_key_that_is_allowed_while_the_broker_runs_is_known_to_it()
    {
        await RunAsync("manager", MachineInstallation.Ebc, "keygen", "late", "--directory", "/root");
        string[] ask = ["nodes", "--key", "/root/late.key", "--json"];
        (await _deployment.EbcAsync(ask, Limit)).ExitCode.Should().Be(77, "it is not allowed yet");

        await RunAsync(
            "manager", MachineInstallation.Ebc, "allow", "late", "--role", "operator", "--public-key", "/root/late.pub", "--file", "/etc/ebc/allowed-keys");

        await Until.HoldsAsync(async () => (await _deployment.EbcAsync(ask, Limit)).ExitCode == 0, Limit);
    }

    [Test]
    public async Task A_running_program_moves_to_the_other_site_and_ends_with_the_same_bits()
    {
        var heat = await RunningAsync("moved");

        var report = await _deployment.MigrateAsync("moved", "vm-b1", Limit);

        var steps = report.GetProperty("steps_ms");
        _report["dump_ms"] = steps.GetProperty("checkpointing").GetInt64();
        _report["transfer_ms"] = steps.GetProperty("transferring").GetInt64();
        _report["restore_ms"] = steps.GetProperty("restarting").GetInt64();
        _report["total_ms"] = report.GetProperty("total_ms").GetInt64();
        _report["downtime_ms"] = report.GetProperty("downtime_ms").GetInt64();
        _report["image_bytes"] = report.GetProperty("image_bytes").GetInt64();
        _report["ranks"] = Heat.Ranks;
        Groups("vm-a1").Should().BeEmpty();
        Groups("vm-b1").Should().ContainSingle().Which.Should().Contain("/ebc-applications.slice/ebc-application-moved-");

        // Its new home's daemon may go as well.
        (await _deployment.Unit("vm-b1", "ebc-appdrv").DoAsync("restart", Limit)).Succeeded();
        var identical = (await heat.ResultAsync("vm-b1", Limit)).SequenceEqual(_expected);
        _report["result_identical"] = identical;
        identical.Should().BeTrue();
        heat.Solver.IsWhole(heat.ProgressOn("vm-b1")).Should().BeTrue();
    }

    private async Task<DeployedSolver> RunningAsync(string name)
    {
        var heat = new DeployedSolver(_deployment, name, Heat);
        await heat.StartAsync("vm-a1", Limit);
        await heat.WhenIterationAsync("vm-a1", 50, Limit);
        return heat;
    }

    private async Task EndsAsExpectedAsync(DeployedSolver heat, string node)
    {
        (await heat.ResultAsync(node, Limit)).Should().Equal(_expected);
        heat.Solver.IsWhole(heat.ProgressOn(node)).Should().BeTrue();
    }

    /// <summary>Returns when the daemon that runs now knows of one application, and is linked.</summary>
    private async Task WhenFoundAsync(SystemdUnit unit, string node)
    {
        var pid = (await unit.StateAsync(Limit)).Pid;
        await Until.HoldsAsync(
            async () =>
            {
                var status = await StatusAsync(node);
                return status.ExitCode == 0 && status.Daemons[0].GetProperty("pid").GetInt32() == pid
                    && status.Daemons[0].GetProperty("counters").GetProperty("applications_live").GetInt64() == 1;
            },
            Limit);
    }

    /// <summary>The cgroups that the applications of a node are in.</summary>
    private IReadOnlyList<string> Groups(string node) =>
    [
        .. _deployment.ApplicationProcesses(node)
            .Select(p => HostProcess.CgroupOf(p.Pid)).OfType<string>().Distinct(StringComparer.Ordinal),
    ];

    private async Task<(int ExitCode, IReadOnlyList<JsonElement> Daemons)> StatusAsync(string host, params string[] daemons)
    {
        var result = await _deployment.Network[host].RunAsync([MachineInstallation.Ebc, "status", "--json", .. daemons], limit: Limit);
        var document = JsonSerializer.Deserialize<JsonElement>(result.Output);
        return (result.ExitCode, [.. document.GetProperty("daemons").EnumerateArray()]);
    }

    private async Task<string> RunAsync(string host, params string[] command) =>
        (await _deployment.Network[host].RunAsync(command, limit: Limit)).Succeeded().Output;

    private static async Task<long> TimedAsync(Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        await act();
        return watch.ElapsedMilliseconds;
    }

    [GeneratedRegex(@"exposure level for \S+: (?<level>[\d.]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Exposure();
}
