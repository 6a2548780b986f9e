using System.Text.Json;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.TestKit.Deployments;

/// <summary>The daemons' configuration files. Pure.</summary>
internal static class DaemonConfiguration
{
    public const string BrokerKeyFile = "/etc/ebc/broker.key";
    public const string NodeKeyFile = "/etc/ebc/node.key";
    public const string AllowedKeysFile = "/etc/ebc/allowed-keys";
    public const int EventsPort = 7700;
    public const int BulkPort = 7701;

    /// <summary>Where a node keeps applications, images and records.</summary>
    public const string NodeState = "/var/lib/ebc-appdrv";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="uplink">The address and public key of the broker that this one dials; null for the manager's own.</param>
    public static string Broker(
        string site, string name, (string Address, string PublicKey)? uplink, IReadOnlyDictionary<string, object> more) => Write(
        new()
        {
            ["Site"] = site,
            ["Name"] = name,
            ["KeyFile"] = BrokerKeyFile,
            ["AllowedKeysFile"] = AllowedKeysFile,
            ["Peers"] = uplink is { } peer
                ? new object[]
                {
                    new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["EventsEndpoint"] = Endpoint(peer.Address, EventsPort),
                        ["BulkEndpoint"] = Endpoint(peer.Address, BulkPort),
                        ["PublicKey"] = peer.PublicKey,
                    },
                }
                : [],
        },
        more);

    public static string FrontEnd(string brokerKey, IReadOnlyDictionary<string, object> more) => Write(
        new()
        {
            ["Identity"] = "front-end",
            ["Broker"] = Endpoint("127.0.0.1", EventsPort),
            ["BrokerPublicKey"] = brokerKey,
            ["KeyFile"] = "/etc/ebc/front-end.key",
        },
        more);

    public static string AppDriver(string node, string site, string broker, string brokerKey, IReadOnlyDictionary<string, object> more) =>
        Write(
            new()
            {
                ["Node"] = node,
                ["Site"] = site,
                ["Broker"] = Endpoint(broker, EventsPort),
                ["BulkBroker"] = Endpoint(broker, BulkPort),
                ["BrokerPublicKey"] = brokerKey,
                ["KeyFile"] = NodeKeyFile,
                ["StateDirectory"] = NodeState,
                ["PtyShim"] = $"{HostImage.SolverInside}/libnopty.so",
            },
            more);

    /// <summary>Of ebc.</summary>
    public static string Cli(string broker, string brokerKey, string key) => Write(
        new()
        {
            ["broker"] = Endpoint(broker, EventsPort),
            ["broker_key"] = brokerKey,
            ["key"] = key,
        },
        new Dictionary<string, object>(StringComparer.Ordinal));

    private static string Endpoint(string address, int port) => $"tcp://{address}:{port}";

    private static string Write(Dictionary<string, object> keys, IReadOnlyDictionary<string, object> more)
    {
        foreach (var (name, value) in more)
        {
            keys[name] = value;
        }

        return JsonSerializer.Serialize(keys, Indented);
    }
}
