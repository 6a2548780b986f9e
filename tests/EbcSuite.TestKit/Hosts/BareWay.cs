using System.Text.Json;
using System.Text.Json.Serialization;

namespace EbcSuite.TestKit.Hosts;

/// <summary>The times of one bare migration in ms, and the size of its image.</summary>
public sealed record BareTimes(
    [property: JsonPropertyName("dump_ms")] long DumpMs,
    [property: JsonPropertyName("copy_ms")] long CopyMs,
    [property: JsonPropertyName("restore_ms")] long RestoreMs,
    [property: JsonPropertyName("total_ms")] long TotalMs,
    [property: JsonPropertyName("image_bytes")] long ImageBytes);

/// <summary>
/// The yardstick: the scripts of <c>tests/bare</c> start, dump, copy through one relay and restore an application without
/// EbcSuite. The network must have <see cref="Bind"/> among its binds.
/// </summary>
public sealed class BareWay(Host relay)
{
    private const string Inside = "/opt/bare";

    /// <summary>The scripts, for <see cref="TestNetworkOptions.Binds"/>.</summary>
    public static KeyValuePair<string, string> Bind { get; } = new(Inside, Repository.PathOf("tests", "bare"));

    /// <summary>An application's directory in a host.</summary>
    public static string DirectoryOf(string application) => $"/var/lib/ebc/applications/{application}";

    /// <summary>Starts an application; returns when its capsule runs.</summary>
    public static Task StartAsync(Host host, string application, IReadOnlyList<string> command, CancellationToken limit) =>
        CallAsync(host, "start", application, command, limit);

    /// <summary>Calls another verb of <c>tests/bare/app</c>: keep, thaw, kill, states, …</summary>
    public static async Task<string> CallAsync(Host host, string verb, string application, IReadOnlyList<string> arguments,
        CancellationToken limit) =>
        (await host.RunAsync([$"{Inside}/app", verb, application, .. arguments], limit: limit)).Succeeded().Output;

    /// <summary>Moves an application; both VMs must have been given to <see cref="TestNetwork.AddRelayAsync"/>.</summary>
    public async Task<BareTimes> MigrateAsync(Host source, Host target, string application, CancellationToken limit)
    {
        var result = await ProcessRunner.RunAsync(
        [
            Repository.PathOf("tests", "bare", "migrate.sh"), application,
            source.Pid.ToString(), target.Pid.ToString(), relay.Pid.ToString(), relay.Address,
        ], limit);
        return JsonSerializer.Deserialize<BareTimes>(result.Succeeded().Output)!;
    }
}
