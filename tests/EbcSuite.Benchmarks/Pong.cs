using EbcSuite.Events;

namespace EbcSuite.Benchmarks;

/// <summary>Answers each ping, in a VM of the other site, until it is stopped.</summary>
internal static class Pong
{
    public static async Task<int> RunAsync(string configuration, CancellationToken stop)
    {
        await using var client = await BenchmarkClient.ConnectAsync(configuration, stop);
        await using var pings = await client.SubscribeAsync(Filter.Equal("event", "bench_ping"), stop);
        Console.WriteLine("ready");
        await foreach (var ping in pings.ReadAllAsync(stop))
        {
            await client.PublishAsync(
                Notification.Create(("event", "bench_pong"), ("from", client.Identity), ("number", ping["number"])), stop);
        }

        return 0;
    }
}
