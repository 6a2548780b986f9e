using System.Text.Json;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Benchmarks;

/// <summary>A client of a VM's own site, by the configuration that a deployment wrote there for ebc.</summary>
internal static class BenchmarkClient
{
    public static async Task<IEventClient> ConnectAsync(string configuration, CancellationToken stop)
    {
        var settings = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(configuration, stop));
        var key = settings.GetProperty("key").GetString()!;
        var client = EventClient.Start(
            new()
            {
                Endpoint = settings.GetProperty("broker").GetString()!,
                BrokerPublicKey = settings.GetProperty("broker_key").GetString()!,
                Identity = Path.GetFileNameWithoutExtension(key),
                Key = KeyFile.ReadSecret(key),
            },
            TimeProvider.System);
        await client.WhenConnectedAsync(stop);
        return client;
    }
}
