using System.Text.Json;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.Benchmarks;

/// <summary>
/// A migration by EbcSuite against the bare way (tests/bare: dump, copy through one TCP relay, restore, by scripts), of the
/// same program on the same hosts, taking turns, so that what else the machine does meets both.
/// </summary>
internal static class MigrateBenchmark
{
    private const int Runs = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        await using var deployment = await Deployment.StartAsync(
            new() { NodesPerSite = 1, Binds = new Dictionary<string, string>([BareWay.Bind], StringComparer.Ordinal) }, limit.Token);
        var bare = new BareWay(await deployment.Network.AddRelayAsync(
            [deployment.Network["vm-a1"], deployment.Network["vm-b1"]], limit.Token));
        List<MigrateRow> rows =
        [
            await MeasureAsync(deployment, bare, new() { Ranks = 4, MegabytesPerRank = 64 }, limit.Token),
            await MeasureAsync(deployment, bare, new() { Ranks = 4, MegabytesPerRank = 1, BallastMegabytes = 64 }, limit.Token),
        ];
        BenchmarkJson.Write("bench-migrate.json", JsonSerializer.Serialize(rows, BenchmarkJson.Default.ListMigrateRow));
        return 0;
    }

    private static async Task<MigrateRow> MeasureAsync(Deployment deployment, BareWay bare, Solver size, CancellationToken limit)
    {
        var solver = size with { Iterations = 1_000_000, PaceMs = 20, ProgressEvery = 1 };
        var ours = new List<OurTimes>();
        var theirs = new List<BareTimes>();
        for (var run = 1; run <= Runs; run++)
        {
            ours.Add(await OursAsync(deployment, solver, $"ours{solver.BallastMegabytes}-{run}", limit));
            theirs.Add(await BareAsync(deployment, bare, solver, $"bare{solver.BallastMegabytes}-{run}", limit));
            Console.WriteLine($"run {run} of {Runs}: ours {ours[^1].TotalMs} ms, bare {theirs[^1].TotalMs} ms");
        }

        var row = new MigrateRow(
            solver.Ranks,
            Math.Max(solver.MegabytesPerRank, solver.BallastMegabytes),
            solver.BallastMegabytes > 0,
            Median(ours, o => o.TotalMs),
            Median(theirs, b => b.TotalMs),
            Math.Round(Median(ours, o => o.TotalMs) / Median(theirs, b => b.TotalMs), 2),
            Median(ours, o => o.DowntimeMs),
            ours[0].StepsMs.Keys.ToDictionary(step => step, step => Median(ours, o => o.StepsMs[step]), StringComparer.Ordinal),
            Median(theirs, b => b.DumpMs),
            Median(theirs, b => b.CopyMs),
            Median(theirs, b => b.RestoreMs),
            theirs[0].ImageBytes,
            Runs);
        Console.WriteLine($"{row.Ranks} ranks of {row.MbPerRank} MB{(row.Incompressible ? ", incompressible" : "")}: "
            + $"ours {row.OursMs} ms, bare {row.BareMs} ms, ratio {row.Ratio}, downtime {row.DowntimeMs} ms");
        return row;
    }

    private static async Task<OurTimes> OursAsync(Deployment deployment, Solver solver, string name, CancellationToken limit)
    {
        await deployment.StartApplicationAsync(name, "vm-a1", solver.Command("."), limit);
        await WhenRunningAsync(deployment.Network["vm-a1"], Deployment.DirectoryOf(name), limit);
        var report = await deployment.MigrateAsync(name, "vm-b1", limit);
        await deployment.EbcJsonAsync(["stop", name, "--grace", "1s", "--remove-files"], limit);
        return new(
            report.GetProperty("total_ms").GetInt64(),
            report.GetProperty("downtime_ms").GetInt64(),
            report.GetProperty("steps_ms").EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetInt64(), StringComparer.Ordinal));
    }

    private static async Task<BareTimes> BareAsync(
        Deployment deployment, BareWay bare, Solver solver, string name, CancellationToken limit)
    {
        var (source, target) = (deployment.Network["vm-a1"], deployment.Network["vm-b1"]);
        var directory = BareWay.DirectoryOf(name) + "/out";
        Directory.CreateDirectory(source.PathOutside(directory));
        await BareWay.StartAsync(source, name, solver.Command(directory), limit);
        await WhenRunningAsync(source, directory, limit);
        var times = await bare.MigrateAsync(source, target, name, limit);
        await BareWay.CallAsync(target, "kill", name, [], limit);
        foreach (var host in (Host[])[source, target])
        {
            (await host.RunAsync(["rm", "-rf", BareWay.DirectoryOf(name), $"/var/lib/ebc/images/{name}"], limit: limit)).Succeeded();
        }

        return times;
    }

    private static async Task WhenRunningAsync(Host host, string directory, CancellationToken limit) =>
        await TestKit.Until.FileContains(host.PathOutside(directory + "/progress.log"), log => log.Contains("iteration 5 "), limit);

    private static double Median<T>(IEnumerable<T> runs, Func<T, long> value) => Quantile.Of(runs.Select(r => (double)value(r)), 0.5);

    private sealed record OurTimes(long TotalMs, long DowntimeMs, IReadOnlyDictionary<string, long> StepsMs);
}
