using EbcSuite.Checkpointing.Vocabulary;
using System.Diagnostics;
using System.Globalization;
using EbcSuite.Events;

namespace EbcSuite.Benchmarks;

/// <summary>
/// Sends an event every 5 ms, whether the one before was answered or not, and appends to a file, for each answer, when the
/// event was sent (Unix time in ms) and how long its round trip took (µs); to another file, for each progress in bytes of a
/// migration, when it was heard, the bytes and the total. Runs until it is stopped.
/// </summary>
internal static class Ping
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    public static async Task<int> RunAsync(string configuration, string samples, CancellationToken stop)
    {
        await using var client = await BenchmarkClient.ConnectAsync(configuration, stop);
        await using var pongs = await client.SubscribeAsync(Filter.Equal("event", "bench_pong"), stop);
        await using var moves = await client.SubscribeAsync(Filter.Equal("event", EventNames.Progress), stop);
        var watching = WatchAsync(moves, samples + LatencySamples.Moves, stop);
        var sent = new System.Collections.Concurrent.ConcurrentDictionary<long, (long UnixMs, long Timestamp)>();
        var sending = SendAsync(client, sent, stop);
        await using var file = new StreamWriter(samples) { AutoFlush = true };
        await foreach (var pong in pongs.ReadAllAsync(stop))
        {
            if (sent.TryRemove(pong["number"].AsInteger(), out var ping))
            {
                var took = Stopwatch.GetElapsedTime(ping.Timestamp).TotalMicroseconds;
                await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{ping.UnixMs} {took:0}"));
            }
        }

        await sending;
        await watching;
        return 0;
    }

    private static async Task WatchAsync(Messaging.IEventSubscription moves, string path, CancellationToken stop)
    {
        await using var file = new StreamWriter(path) { AutoFlush = true };
        await foreach (var move in moves.ReadAllAsync(stop))
        {
            if (Progress.TryRead(move, out var progress, out _) && progress is { Done: { } done, Total: { } total })
            {
                var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
                await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{now} {done} {total}"));
            }
        }
    }

    private static async Task SendAsync(
        Messaging.IEventClient client,
        System.Collections.Concurrent.ConcurrentDictionary<long, (long UnixMs, long Timestamp)> sent,
        CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval);
        for (var number = 0L; await timer.WaitForNextTickAsync(stop); number++)
        {
            var ping = Notification.Create(("event", "bench_ping"), ("from", client.Identity), ("number", number));
            sent[number] = (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), Stopwatch.GetTimestamp());
            _ = client.PublishAsync(ping, stop);
        }
    }
}
