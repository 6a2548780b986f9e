using System.Diagnostics;
using System.Text.Json;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.TestKit.Deployments;

/// <summary>
/// The whole system on a <see cref="TestNetwork"/>: a broker and the front-end on the manager's host, a broker a site, ebc-appdrv
/// on every VM; each with its own key. Started from the published programs, all of it gone when disposed.
/// </summary>
public sealed class Deployment : IAsyncDisposable
{
    private const string ManagerBroker = "broker-manager";
    private readonly DeploymentOptions _options;
    private readonly Dictionary<string, DeployedDaemon> _daemons = new(StringComparer.Ordinal);

    private Deployment(TestNetwork network, DeploymentOptions options)
    {
        Network = network;
        _options = options;
    }

    public TestNetwork Network { get; }

    /// <summary>By names such as <c>ebc-broker@broker-a</c>, <c>ebc-frontend@manager</c>, <c>ebc-appdrv@vm-a1</c>.</summary>
    public IReadOnlyDictionary<string, DeployedDaemon> Daemons => _daemons;

    /// <summary>From the start of the daemons, or the boot of the machines, until the front-end knew every node to be alive.</summary>
    public TimeSpan StartToAlive { get; private set; }

    /// <summary>A daemon's unit, where hosts run systemd: <c>Unit("vm-a1", "ebc-appdrv")</c>.</summary>
    public SystemdUnit Unit(string host, string name) => new(Network[host], name + ".service");

    /// <summary>Every node's name.</summary>
    public IEnumerable<string> Nodes => Network.Sites.Values.SelectMany(site => site.Nodes).Select(node => node.Name);

    /// <summary>Where a node keeps applications, images and records.</summary>
    public static string NodeState => DaemonConfiguration.NodeState;

    /// <summary>An application's directory, the same path on every node.</summary>
    public static string DirectoryOf(string application) => $"{DaemonConfiguration.NodeState}/applications/{application}";

    /// <summary>Returns when every daemon is ready and the front-end knows every node to be alive.</summary>
    public static async Task<Deployment> StartAsync(DeploymentOptions? options = null, CancellationToken limit = default)
    {
        var chosen = options ?? new DeploymentOptions();
        Programs.PathOf("ebc"); // it makes the keys
        var network = await TestNetwork.CreateAsync(
            new()
            {
                Sites = chosen.Sites,
                NodesPerSite = chosen.NodesPerSite,
                Programs = Programs.Directory,
                Binds = chosen.Binds,
                Systemd = chosen.Systemd,
            },
            limit);
        var deployment = new Deployment(network, chosen);
        try
        {
            await deployment.ConfigureAsync(limit);
            var began = Stopwatch.StartNew();
            await (chosen.Systemd ? deployment.BootAsync(limit) : deployment.StartDaemonsAsync(limit));
            await deployment.WhenAliveAsync(deployment.Nodes, limit);
            deployment.StartToAlive = began.Elapsed;
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs <c>ebc</c> on the manager's host with the operator's key.</summary>
    public Task<ProcessResult> EbcAsync(IReadOnlyList<string> arguments, CancellationToken limit) =>
        Network.Manager.RunAsync([_options.Systemd ? MachineInstallation.Ebc : Programs.Inside("ebc"), .. arguments], limit: limit);

    /// <summary>Runs <c>ebc … --json</c>, which must succeed, and returns what it printed.</summary>
    public async Task<JsonElement> EbcJsonAsync(IReadOnlyList<string> arguments, CancellationToken limit)
    {
        // Before a `--`: what is behind it belongs to the application.
        var own = arguments.TakeWhile(a => a != "--").ToList();
        var result = await EbcAsync([.. own, "--json", .. arguments.Skip(own.Count)], limit);
        return JsonSerializer.Deserialize<JsonElement>(result.Succeeded().Output);
    }

    /// <summary>Returns when the front-end holds all of <paramref name="nodes"/> for alive.</summary>
    public async Task WhenAliveAsync(IEnumerable<string> nodes, CancellationToken limit)
    {
        var wanted = nodes.ToHashSet(StringComparer.Ordinal);
        while (true)
        {
            // Each question takes its time: asking again at once is no busy waiting.
            var result = await EbcAsync(["nodes", "--json", "--timeout", "5"], limit);
            if (result.ExitCode == 0)
            {
                var alive = JsonSerializer.Deserialize<JsonElement>(result.Output).GetProperty("nodes").EnumerateArray()
                    .Where(n => n.GetProperty("alive").GetBoolean())
                    .Select(n => n.GetProperty("node").GetString()!);
                if (wanted.IsSubsetOf(alive))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Starts an application on a node.</summary>
    public Task<JsonElement> StartApplicationAsync(string name, string node, IReadOnlyList<string> command, CancellationToken limit) =>
        EbcJsonAsync(["start", name, "--node", node, "--", .. command], limit);

    /// <summary>Moves an application and returns what <c>ebc migrate --json</c> printed.</summary>
    public Task<JsonElement> MigrateAsync(string application, string to, CancellationToken limit) =>
        EbcJsonAsync(["migrate", application, "--to", to], limit);

    /// <summary>Returns what <c>ebc apps --json</c> says of an application once it is in a state.</summary>
    public async Task<JsonElement> WhenStateAsync(string application, string state, CancellationToken limit)
    {
        while (true)
        {
            var found = (await EbcJsonAsync(["apps"], limit)).GetProperty("applications").EnumerateArray()
                .FirstOrDefault(a => a.GetProperty("application").GetString() == application);
            if (found.ValueKind == JsonValueKind.Object && found.GetProperty("state").GetString() == state)
            {
                return found;
            }
        }
    }

    /// <summary>The processes of a node that belong to no daemon and not to the host itself: those of applications.</summary>
    public IReadOnlyList<HostProcess> ApplicationProcesses(string node) => ApplicationProcess.Of(Network[node]);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_options.LogDirectory is { } directory)
        {
            foreach (var daemon in _daemons.Values)
            {
                daemon.CopyLog(directory);
            }
        }

        await Network.DisposeAsync();
        foreach (var daemon in _daemons.Values)
        {
            daemon.Dispose();
        }
    }

    private async Task ConfigureAsync(CancellationToken limit)
    {
        var sites = Network.Sites.Values;
        using var keys = await DeploymentKeys.MakeAsync(
            [
                .. sites.Select(s => (ManagerBroker, s.Broker.Name, "peer")),
                (ManagerBroker, "front-end", "front-end"),
                (ManagerBroker, "operator", "operator"),
                .. sites.SelectMany(s => s.Nodes.Select(n => (s.Broker.Name, n.Name, "node"))),
                .. _options.OperatorsOnNodes.Select(o => (SiteOf(o.Node).Broker.Name, o.Identity, "operator")),
            ],
            [ManagerBroker, .. sites.Select(s => s.Broker.Name)],
            limit);
        await PutBrokerAsync(Network.Manager, "manager", ManagerBroker, null);
        Write(Network.Manager, "frontend.json", DaemonConfiguration.FrontEnd(keys.PublicOf(ManagerBroker), _options.FrontEnd));
        Write(Network.Manager, "ebc.json", DaemonConfiguration.Cli(
            "127.0.0.1", keys.PublicOf(ManagerBroker), "/etc/ebc/operator.key"));
        await Network.Manager.CopyInAsync(keys.SecretOf("front-end"), "/etc/ebc/front-end.key", limit);
        await Network.Manager.CopyInAsync(keys.SecretOf("operator"), "/etc/ebc/operator.key", limit);
        foreach (var site in sites)
        {
            await PutBrokerAsync(site.Broker, site.Name, site.Broker.Name, (Network.Manager.Address, keys.PublicOf(ManagerBroker)));
            foreach (var node in site.Nodes)
            {
                await PutNodeAsync(site, node);
            }
        }

        foreach (var (node, identity) in _options.OperatorsOnNodes)
        {
            await Network[node].CopyInAsync(keys.SecretOf(identity), $"/etc/ebc/{identity}.key", limit);
            Write(Network[node], $"{identity}.json", DaemonConfiguration.Cli(
                SiteOf(node).Broker.Address, keys.PublicOf(SiteOf(node).Broker.Name), $"/etc/ebc/{identity}.key"));
        }

        async Task PutBrokerAsync(Host host, string site, string name, (string, string)? uplink)
        {
            Write(host, "broker.json", DaemonConfiguration.Broker(site, name, uplink, _options.Broker));
            await host.CopyInAsync(keys.SecretOf(name), DaemonConfiguration.BrokerKeyFile, limit);
            await host.CopyInAsync(keys.AllowedBy(name), DaemonConfiguration.AllowedKeysFile, limit);
        }

        async Task PutNodeAsync(Site site, Host node)
        {
            Write(node, "appdrv.json", DaemonConfiguration.AppDriver(
                node.Name, site.Name, site.Broker.Address, keys.PublicOf(site.Broker.Name), _options.AppDriver));
            await node.CopyInAsync(keys.SecretOf(node.Name), DaemonConfiguration.NodeKeyFile, limit);
            foreach (var (inside, file) in _options.NodeFiles)
            {
                await node.CopyInAsync(file, inside, limit);
            }
        }
    }

    /// <summary>All at once, as after a power failure: every daemon comes up by its unit and dials until it gets through.</summary>
    private async Task BootAsync(CancellationToken limit)
    {
        foreach (var ((host, path), text) in _options.Texts)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Network[host].PathOutside(path))!);
            await File.WriteAllTextAsync(Network[host].PathOutside(path), text, limit);
        }

        await Task.WhenAll(Network.Hosts.Select(host => MachineInstallation.PutAsync(host, limit)));
        await Task.WhenAll(Network.Hosts.Select(async host =>
        {
            var state = await host.BootAsync(limit);
            if (state != "running")
            {
                var failed = await host.RunAsync(["systemctl", "--failed", "--no-pager", "--plain"], limit: limit);
                throw new InvalidOperationException($"{host.Name} is {state} after its boot:\n{failed.Output}");
            }
        }));
    }

    /// <summary>From the root of the brokers' tree outward, so that none has to wait for its next attempt to dial.</summary>
    private async Task StartDaemonsAsync(CancellationToken limit)
    {
        await StartAsync("ebc-broker", Network.Manager, limit);
        await Task.WhenAll(Network.Sites.Values.Select(site => StartAsync("ebc-broker", site.Broker, limit))
            .Append(StartAsync("ebc-frontend", Network.Manager, limit)));
        await Task.WhenAll(Network.Sites.Values.SelectMany(site => site.Nodes).Select(node => StartAsync("ebc-appdrv", node, limit)));
    }

    private Task StartAsync(string program, Host host, CancellationToken limit)
    {
        var daemon = new DeployedDaemon(program, host);
        _daemons.Add(daemon.Name, daemon);
        return daemon.StartAsync(limit);
    }

    private Site SiteOf(string node) => Network.Sites.Values.Single(site => site.Nodes.Any(n => n.Name == node));

    private static void Write(Host host, string name, string text)
    {
        Directory.CreateDirectory(host.PathOutside("/etc/ebc"));
        File.WriteAllText(host.PathOutside($"/etc/ebc/{name}"), text);
    }
}
