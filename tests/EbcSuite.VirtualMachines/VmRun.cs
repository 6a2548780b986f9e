using System.Diagnostics;
using System.Text.Json;
using EbcSuite.TestKit.Hosts;
using EbcSuite.VirtualMachines.Scenarios;

namespace EbcSuite.VirtualMachines;

/// <summary>The whole run as a checklist. Exit codes: 0 all is as it must be, 1 something is not, 130 interrupted.</summary>
internal sealed class VmRun(string image, IReadOnlyList<string> chosen)
{
    private const string Source = "vm-a1";
    private const string Target = "vm-b1";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(90);
    private static readonly Solver Heat = new() { MegabytesPerRank = 1, Iterations = 600, ProgressEvery = 10, PaceMs = 50 };
    private readonly string _logs = Repository.PathOf("artifacts", "e2e-vm-logs");
    private VmReport _report = new();

    public async Task<int> RunAsync(CancellationToken interrupted)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        limit.CancelAfter(Limit);
        try
        {
            await PlayAsync(limit.Token);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            Say("interrupted; everything is removed");
            return 130;
        }
        catch (Exception e) when (IsFailure(e))
        {
            _report = _report with { Error = e.Message };
            Say($"failed: {e.Message}");
        }

        _report.Write();
        Say($"written to artifacts/e2e-vm.json; logs are in {_logs}");
        return _report.IsGood ? 0 : 1;
    }

    private static bool IsFailure(Exception e) => e is InvalidOperationException or IOException or OperationCanceledException or JsonException
        or System.Net.Sockets.SocketException or KeyNotFoundException;

    private static void Say(string text) => Console.Out.WriteLine($"{DateTimeOffset.UtcNow:HH:mm:ss} {text}");

    private async Task PlayAsync(CancellationToken limit)
    {
        Directory.CreateDirectory(_logs);
        await using var lab = await Lab.StartAsync(_logs, limit);
        try
        {
            await BootAsync(lab, limit);
            var expected = await VmSolver.ReferenceAsync(lab, Heat, limit);
            await MigrateAsync(lab, expected, limit);
            foreach (var scenario in ScenarioList.All.Where(s => chosen.Count == 0 || chosen.Contains(s.Name, StringComparer.Ordinal)))
                await TryAsync(scenario, lab, limit);
        }
        finally
        {
            await KeepLogsAsync(lab);
        }
    }

    /// <summary>Both at once: one enrols by a token, the other has a key that was made for it.</summary>
    private async Task BootAsync(Lab lab, CancellationToken limit)
    {
        var solver = (await HostImage.PrepareAsync(limit)).Solver;
        var files = new Dictionary<string, string>(StringComparer.Ordinal) { ["heat"] = Path.Combine(solver, "heat") };
        foreach (var package in Upgrade.Packages())
            files[Path.GetFileName(package)] = package;
        await lab.AddAsync(Source, 1, image, Credentials.Token, files, limit);
        await lab.AddAsync(Target, 1, image, Credentials.Key, files, limit);
        Say("two VMs boot from the image, each with a context disk");
        var watch = Stopwatch.StartNew();
        await lab[Source].StartAsync(limit);
        await lab[Target].StartAsync(limit);
        foreach (var node in (string[])[Source, Target])
        {
            await lab.WhenAsync(node, alive: true, limit);
            Say($"{node} is registered after {watch.Elapsed.TotalSeconds:0.0} s: {await lab.NodeAsync(node, limit)}");
        }

        _report = _report with { BootToRegisteredMs = watch.ElapsedMilliseconds };
    }

    private async Task MigrateAsync(Lab lab, byte[] expected, CancellationToken limit)
    {
        var heat = new VmSolver(lab, "heat", Heat);
        await heat.StartAsync(Source, limit);
        await heat.WhenIterationAsync(Source, Heat.Iterations / 10, limit);
        Say($"heat runs on {Source} and is moved to {Target}");
        var restored = await lab.NextEventAsync($"event = \"report\" and from = \"{Target}\" and of = \"restart\"", limit);
        var moved = await lab.Deployment.EbcJsonAsync(["migrate", heat.Name, "--to", Target], limit);
        var steps = moved.GetProperty("steps_ms");
        var restore = (await restored).GetProperty("attributes").GetProperty("elapsed_ms").GetInt64();
        _report = _report with
        {
            DumpMs = steps.GetProperty("checkpointing").GetInt64(),
            TransferMs = steps.GetProperty("transferring").GetInt64() - restore,
            RestoreMs = restore,
            TotalMs = moved.GetProperty("total_ms").GetInt64(),
            DowntimeMs = moved.GetProperty("downtime_ms").GetInt64(),
        };
        Say($"moved: {moved}");
        var onTarget = (await heat.SeenAsync(limit)).GetProperty("node").GetString() == Target;
        _report = _report with { ResultIdentical = onTarget && await heat.IsIdenticalAsync(Target, expected, limit) };
        Say($"finished on {Target}, bit for bit the same: {_report.ResultIdentical}");
    }

    private async Task TryAsync(Scenario scenario, Lab lab, CancellationToken limit)
    {
        Say($"scenario {scenario.Name}");
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        string? error = null;
        try
        {
            await scenario.Play(lab, seen, limit);
        }
        catch (Exception e) when (IsFailure(e) && !limit.IsCancellationRequested)
        {
            error = e.Message;
        }

        seen["took_ms"] = $"{watch.ElapsedMilliseconds}";
        _report.Scenarios[scenario.Name] = new(error is null, seen, error);
        Say($"scenario {scenario.Name}: {(error is null ? "good" : $"NOT as it must be: {error}")}; {string.Join(", ", seen.Select(s => $"{s.Key} {s.Value}"))}");
        _report.Write();
    }

    private async Task KeepLogsAsync(Lab lab)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        foreach (var node in (string[])[Source, Target])
        {
            try
            {
                await File.WriteAllTextAsync(Path.Combine(_logs, $"{node}.console.log"), lab[node].Console, patience.Token);
                var journal = await lab[node].Agent.RunAsync(["/usr/bin/journalctl", "--boot=all", "--no-pager", "--output=short-precise"], patience.Token);
                await File.WriteAllTextAsync(Path.Combine(_logs, $"{node}.journal.log"), journal.Text, patience.Token);
            }
            catch (Exception e) when (IsFailure(e))
            {
                Say($"no journal of {node}: {e.Message}");
            }
        }
    }
}
