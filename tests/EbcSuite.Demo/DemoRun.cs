using System.Diagnostics;
using System.Text.Json;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.Demo;

/// <summary>The demo as a checklist. Exit codes: 0 all is as it must be, 1 something is not, 130 interrupted.</summary>
internal sealed class DemoRun(DemoCase demo, Screen screen, string artifacts)
{
    private const string Application = "heat";
    private const string Source = "vm-a1";
    private const string Target = "vm-b1";
    private const string Reference = "vm-a2";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);
    private DemoReport _report = new(demo.Moved.Ranks);

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
            screen.Say("interrupted; everything is removed");
            return 130;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or OperationCanceledException or JsonException)
        {
            _report = _report with { Error = e.Message };
            screen.Say($"the demo failed: {e.Message}");
        }

        _report.Write(artifacts);
        screen.Table(_report);
        screen.Say($"written to {Path.Combine(artifacts, "demo.json")}; the daemons' logs are in {LogDirectory}");
        return _report.IsGood ? 0 : 1;
    }

    private string LogDirectory => Path.Combine(artifacts, "demo-logs");

    private async Task PlayAsync(CancellationToken limit)
    {
        var watch = Stopwatch.StartNew();
        screen.Heading("two sites on this machine");
        screen.Picture();
        await using var deployment = await Deployment.StartAsync(new() { LogDirectory = LogDirectory }, limit);
        _report = _report with { SetupMs = watch.ElapsedMilliseconds };
        screen.Say($"ready in {watch.Elapsed.TotalSeconds:0.0} s");
        await ShowAsync(deployment, limit, "nodes");

        screen.Heading($"the result of a run that is not moved, on {Reference}");
        var expected = await RunReferenceAsync(deployment, limit);

        screen.Heading($"{demo.Moved.Ranks} ranks start on {Source}");
        await ShowAsync(deployment, limit, ["start", Application, "--node", Source, "--", .. demo.Moved.Command(".")]);
        var moved = new DeployedSolver(deployment, Application, demo.Moved);
        await FollowAsync(moved, Source, until: 0.3, limit);
        await ShowAsync(deployment, limit, "apps");

        screen.Heading($"{Application} moves to {Target} while it runs");
        await MigrateAsync(moved, limit);

        screen.Heading("and goes on there");
        await FollowAsync(moved, Target, until: 1, limit);
        await CheckAsync(moved, expected, limit);
        await ShowAsync(deployment, limit, "apps");
    }

    private async Task<byte[]> RunReferenceAsync(Deployment deployment, CancellationToken limit)
    {
        var watch = Stopwatch.StartNew();
        var reference = new DeployedSolver(deployment, "reference", demo.Reference);
        await reference.StartAsync(Reference, limit);
        var result = await reference.ResultAsync(Reference, limit);
        screen.Say($"done in {watch.Elapsed.TotalSeconds:0.0} s as fast as it goes: {result.Length} bytes");
        return result;
    }

    private async Task MigrateAsync(DeployedSolver moved, CancellationToken limit)
    {
        _report = _report with { MovedAtIteration = moved.IterationOn(Source) };
        const string report = "/run/migration.json";
        await ShowAsync(moved.Deployment, limit, "migrate", Application, "--to", Target, "--report", report);
        var outcome = JsonSerializer.Deserialize<JsonElement>(
            await File.ReadAllTextAsync(moved.Deployment.Network.Manager.PathOutside(report), limit));
        _report = _report with
        {
            StepsMs = outcome.GetProperty("steps_ms").EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetInt64()),
            TotalMs = outcome.GetProperty("total_ms").GetInt64(),
            DowntimeMs = outcome.GetProperty("downtime_ms").GetInt64(),
            ImageBytes = outcome.GetProperty("image_bytes").GetInt64(),
            TransferredBytes = outcome.GetProperty("transferred_bytes").GetInt64(),
        };
    }

    private async Task CheckAsync(DeployedSolver moved, byte[] expected, CancellationToken limit)
    {
        var result = await moved.ResultAsync(Target, limit);
        var ended = await moved.Deployment.WhenStateAsync(Application, "finished", limit);
        var left = Leftovers(moved);
        left.ForEach(screen.Say);
        _report = _report with
        {
            Migrated = ended.GetProperty("node").GetString() == Target && ended.GetProperty("exit_code").GetInt32() == 0,
            ResultIdentical = result.AsSpan().SequenceEqual(expected),
            ProgressWhole = demo.Moved.IsWhole(moved.ProgressOn(Target)),
            SourceClean = left.Count == 0,
        };
    }

    /// <summary>What is on the source that must not be: processes of an application, and the application's files.</summary>
    private static List<string> Leftovers(DeployedSolver moved) =>
    [
        .. moved.Deployment.ApplicationProcesses(Source).Select(p => $"left on {Source}: process {p.PidInside} {p.CommandLine}"),
        .. Directory.Exists(moved.DirectoryOn(Source)) ? [$"left on {Source}: {Deployment.DirectoryOf(Application)}"] : Array.Empty<string>(),
    ];

    /// <summary>Shows the solver's progress, a tenth at a time, until it has done this share of its iterations.</summary>
    private async Task FollowAsync(DeployedSolver moved, string node, double until, CancellationToken limit)
    {
        var step = Math.Max(1, demo.Moved.Iterations / 10);
        var last = (int)(demo.Moved.Iterations * until);
        var shown = moved.IterationOn(node);
        while (shown < last)
        {
            await moved.WhenIterationAsync(node, Math.Min(last, ((shown / step) + 1) * step), limit);
            shown = moved.IterationOn(node);
            screen.Progress(demo.Moved, node, shown);
        }
    }

    /// <summary>Runs ebc as a user would, its output on our own terminal.</summary>
    private async Task ShowAsync(Deployment deployment, CancellationToken limit, params string[] arguments)
    {
        screen.Say($"$ ebc {string.Join(' ', arguments)}");
        var code = await deployment.Network.Manager.RunAttachedAsync(
            [Programs.Inside("ebc"), .. arguments],
            new() { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TERM"] = Environment.GetEnvironmentVariable("TERM") ?? "dumb" } },
            limit);
        if (code != 0)
        {
            throw new InvalidOperationException($"ebc {arguments[0]} ended with {code}");
        }
    }
}
