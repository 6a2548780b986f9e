namespace EbcSuite.TestKit.Hosts;

/// <summary>The links between hosts. Namespaces are named by pid: nothing has to be taken down by name.</summary>
internal static class Wiring
{
    private const string Bridge = "site0";

    /// <summary>The manager's one address, on every site's uplink.</summary>
    public const string ManagerAddress = "192.0.2.1";

    /// <summary>The address of a site's uplink.</summary>
    public static string UplinkAddress(int site) => $"192.0.2.{10 + site}";

    /// <summary>The address of a site's host: 1 is the broker, VMs from 11.</summary>
    public static string SiteAddress(int site, int host) => $"10.{10 + site}.0.{host}";

    /// <summary>A point-to-point link; each end has a route to the other's address and to nothing else.</summary>
    public static async Task JoinAsync(Host left, string leftName, string leftAddress, Host right, string rightName,
        string rightAddress, CancellationToken limit)
    {
        await PairAsync(left, leftName, right, rightName, limit);
        await left.NetworkAsync(limit, "ip", "address", "add", leftAddress, "peer", rightAddress, "dev", leftName);
        await left.NetworkAsync(limit, "ip", "link", "set", leftName, "up");
        await right.NetworkAsync(limit, "ip", "address", "add", rightAddress, "peer", leftAddress, "dev", rightName);
        await right.NetworkAsync(limit, "ip", "link", "set", rightName, "up");
    }

    /// <summary>Makes the bridge of a site in its broker's network.</summary>
    public static async Task BridgeAsync(Host broker, string address, CancellationToken limit)
    {
        await broker.NetworkAsync(limit, "ip", "link", "add", Bridge, "type", "bridge");
        await broker.NetworkAsync(limit, "ip", "address", "add", $"{address}/24", "dev", Bridge);
        await broker.NetworkAsync(limit, "ip", "link", "set", Bridge, "up");
        broker.Address = address;
    }

    /// <summary>Plugs a VM into its site's bridge.</summary>
    public static async Task PlugAsync(Host broker, Host node, string address, CancellationToken limit)
    {
        await PairAsync(broker, node.Name, node, "eth0", limit);
        await broker.NetworkAsync(limit, "ip", "link", "set", node.Name, "master", Bridge, "up");
        await node.NetworkAsync(limit, "ip", "address", "add", $"{address}/24", "dev", "eth0");
        await node.NetworkAsync(limit, "ip", "link", "set", "eth0", "up");
        node.Address = address;
    }

    /// <summary>Raises the wall of a site.</summary>
    public static Task WallAsync(Host broker, CancellationToken limit) => broker.NetworkAsync(limit, "nft", "--file",
        Repository.PathOf("tests", "EbcSuite.TestKit", "Hosts", "site.nft"));

    private static Task PairAsync(Host left, string leftName, Host right, string rightName, CancellationToken limit) =>
        left.NetworkAsync(limit, "ip", "link", "add", leftName, "type", "veth",
            "peer", "name", rightName, "netns", right.Pid.ToString());
}
