using System.Globalization;
using System.Text.Json;
using EbcSuite.TestKit;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.Benchmarks;

/// <summary>
/// The round trip of an event between VMs of two sites (over three brokers, both ways), idle, and while an image of 700 MB that
/// does not compress moves between the same sites through the same brokers. What comes after its last byte, the restore, has a
/// row of its own: it uses no broker, but on one machine the processors of all hosts.
/// </summary>
internal static class LatencyBenchmark
{
    private const string Samples = "/run/samples";
    /// <summary>
    /// The two ends measure and must not themselves wait for a processor (chrt(1)): what is measured is the way between them, where
    /// everything else, the daemons and the image's ends with them, shares the machine as it comes.
    /// </summary>
    private static readonly string[] Instrument = ["chrt", "--rr", "1"];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>A quiet application: 4 ranks of 175 MB, which do next to nothing.</summary>
    private static readonly Solver Large = new()
    {
        Ranks = 4,
        MegabytesPerRank = 1,
        BallastMegabytes = 175,
        Iterations = 1_000_000,
        ProgressEvery = 1,
        PaceMs = 500,
    };

    public static async Task<int> RunAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        await using var deployment = await Deployment.StartAsync(
            new() { OperatorsOnNodes = [("vm-a2", "ping"), ("vm-b2", "pong")] }, limit.Token);
        await deployment.StartApplicationAsync("large", "vm-a1", Large.Command("."), limit.Token);
        await Until.FileContains(
            deployment.Network["vm-a1"].PathOutside(Deployment.DirectoryOf("large") + "/progress.log"),
            log => log.Contains("iteration 3 "), limit.Token);

        using var pong = Start(deployment, "vm-b2", "pong", "/etc/ebc/pong.json");
        await Until.FileContains(pong.LogPath, log => log.Contains("ready"), limit.Token);
        using var ping = Start(deployment, "vm-a2", "ping", "/etc/ebc/ping.json", Samples);
        var samples = new LatencySamples(deployment.Network["vm-a2"].PathOutside(Samples));

        await Until.HoldsAsync(() => samples.RoundTrips().Count >= 200, limit.Token); // Warm.
        var idleFrom = Now();
        await Until.HoldsAsync(() => samples.RoundTrips().Count(s => s.SentMs > idleFrom) >= 1500, limit.Token);
        var idleTo = Now();

        var report = await deployment.MigrateAsync("large", "vm-b1", limit.Token);
        var end = Now();
        await Until.HoldsAsync(() => samples.RoundTrips().Any(s => s.SentMs > end), limit.Token);

        await Until.HoldsAsync(() => samples.Transfer() is not null, limit.Token);
        var (from, to) = samples.Transfer()!.Value;
        var image = report.GetProperty("image_bytes").GetInt64();
        List<LatencyRow> rows =
        [
            Row("idle", samples.RoundTrips().Where(s => s.SentMs > idleFrom && s.SentMs < idleTo), 0),
            Row("transfer", samples.RoundTrips().Where(s => s.SentMs > from && s.SentMs < to), image),
            Row("restore", samples.RoundTrips().Where(s => s.SentMs > to && s.SentMs < end), image),
        ];
        BenchmarkJson.Write("bench-latency.json", JsonSerializer.Serialize(rows, BenchmarkJson.Default.ListLatencyRow));
        return 0;
    }

    private static HostDaemon Start(Deployment deployment, string node, params string[] arguments) =>
        deployment.Network[node].StartDaemon([.. Instrument, Programs.Inside("ebc-bench"), .. arguments], $"/var/log/{arguments[0]}.log");

    private static LatencyRow Row(string load, IEnumerable<(long SentMs, double TookUs)> samples, long image)
    {
        var took = samples.Select(s => s.TookUs).ToList();
        var row = new LatencyRow(load, took.Count, Quantile.Of(took, 0.5), Quantile.Of(took, 0.99), took.Max(), image);
        Console.WriteLine($"{load}: {row.Samples} round trips, p50 {row.P50Us} us, p99 {row.P99Us} us, max {row.MaxUs} us");
        return row;
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
}
