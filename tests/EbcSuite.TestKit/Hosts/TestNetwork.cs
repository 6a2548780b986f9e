namespace EbcSuite.TestKit.Hosts;

/// <summary>
/// The manager's host and sites with no way between them: only connections from a site's broker outward to the
/// manager, and from a VM to its site's broker and its neighbours, are possible.
/// </summary>
public sealed class TestNetwork : IAsyncDisposable
{
    private readonly List<Host> _hosts = [];
    private readonly HostImage _image;
    private readonly TestNetworkOptions _options;
    private readonly string _directory = WorkDirectory.ForNetwork();

    private TestNetwork(HostImage image, TestNetworkOptions options)
    {
        _image = image;
        _options = options;
    }

    /// <summary>The host of the manager's broker and the front-end.</summary>
    public Host Manager { get; private set; } = null!;

    /// <summary>The sites by their letters.</summary>
    public IReadOnlyDictionary<string, Site> Sites { get; private set; } = new Dictionary<string, Site>(StringComparer.Ordinal);

    /// <summary>Every host, the manager first.</summary>
    public IReadOnlyList<Host> Hosts => _hosts;

    /// <summary>A host by its name: manager, broker-a, vm-a1, …</summary>
    public Host this[string name] => _hosts.Find(host => host.Name == name)
        ?? throw new ArgumentException($"no host is called {name}: {string.Join(' ', _hosts.Select(host => host.Name))}");

    /// <summary>Makes the network; what a failure leaves half made is removed again.</summary>
    public static async Task<TestNetwork> CreateAsync(TestNetworkOptions? options = null, CancellationToken limit = default)
    {
        var network = new TestNetwork(await HostImage.PrepareAsync(options?.Systemd == true, limit), options ?? new TestNetworkOptions());
        try
        {
            await network.BuildAsync(limit);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Adds a host called relay that the named VMs can dial directly. It breaks the sites' isolation and is there for
    /// one thing: the bare way of moving a program, which the benchmark measures ours by.
    /// </summary>
    public async Task<Host> AddRelayAsync(IReadOnlyList<Host> nodes, CancellationToken limit = default)
    {
        var relay = await AddAsync("relay", limit);
        relay.Address = "198.51.100.1";
        for (var i = 0; i < nodes.Count; i++)
            await Wiring.JoinAsync(relay, nodes[i].Name, relay.Address, nodes[i], "relay0", $"198.51.100.{10 + i}", limit);
        return relay;
    }

    /// <summary>Starts a host again that was killed, with an empty disk, on its old place in its site.</summary>
    public async Task<Host> RestartNodeAsync(string name, CancellationToken limit = default)
    {
        var old = this[name];
        var site = Sites.Values.Single(candidate => candidate.Nodes.Contains(old));
        await old.DisposeAsync();
        _hosts.Remove(old);
        var node = await AddAsync(name, limit);
        await Wiring.PlugAsync(site.Broker, node, old.Address, limit);
        Sites = Sites.Values.ToDictionary(at => at.Name,
            at => at == site ? at with { Nodes = [.. at.Nodes.Select(host => host == old ? node : host)] } : at,
            StringComparer.Ordinal);
        return node;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.DisposeAsync().AsTask()));
        _hosts.Clear();
    }

    private async Task BuildAsync(CancellationToken limit)
    {
        Manager = await AddAsync("manager", limit);
        Manager.Address = Wiring.ManagerAddress;
        var sites = new Dictionary<string, Site>(StringComparer.Ordinal);
        for (var i = 0; i < _options.Sites.Count; i++)
            sites.Add(_options.Sites[i], await BuildSiteAsync(_options.Sites[i], i, limit));
        Sites = sites;
    }

    private async Task<Site> BuildSiteAsync(string name, int index, CancellationToken limit)
    {
        var broker = await AddAsync($"broker-{name}", limit);
        await Wiring.WallAsync(broker, limit);
        var uplink = Wiring.UplinkAddress(index);
        await Wiring.JoinAsync(Manager, $"site-{name}", Wiring.ManagerAddress, broker, "up0", uplink, limit);
        await Wiring.BridgeAsync(broker, Wiring.SiteAddress(index, 1), limit);
        var nodes = new List<Host>();
        for (var i = 1; i <= _options.NodesPerSite; i++)
        {
            var node = await AddAsync($"vm-{name}{i}", limit);
            await Wiring.PlugAsync(broker, node, Wiring.SiteAddress(index, 10 + i), limit);
            nodes.Add(node);
        }
        return new Site(name, broker, uplink, nodes);
    }

    private async Task<Host> AddAsync(string name, CancellationToken limit)
    {
        var binds = new Dictionary<string, string>(_options.Binds, StringComparer.Ordinal)
        {
            [HostImage.DotnetDirectory] = HostImage.DotnetDirectory,
            [HostImage.SolverInside] = _image.Solver,
        };
        if (_options.Systemd)
            binds[HostImage.DotnetInside] = HostImage.DotnetDirectory;
        if (_options.Programs is not null)
            binds[HostImage.ProgramsInside] = _options.Programs;
        var host = await Host.StartAsync(new HostOptions
        {
            Name = name,
            Image = _image,
            Directory = Path.Combine(_directory, name),
            Binds = binds,
            Systemd = _options.Systemd,
        }, limit);
        _hosts.Add(host);
        return host;
    }
}
