using System.Text.Json;
using EbcSuite.Messaging.Keys;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;
using EbcSuite.VirtualMachines.Machines;

namespace EbcSuite.VirtualMachines;

/// <summary>
/// Brokers and front-end on namespace hosts, and on each site's bridge a VM that was booted from the built image with nothing but a
/// context disk. All that a VM can reach is its site's broker.
/// </summary>
internal sealed class Lab : IAsyncDisposable
{
    /// <summary>Silence after which a node is dead: an emulated VM on busy cores may be slow to answer.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan AliveInterval = TimeSpan.FromSeconds(3);

    private const string Bridge = "site0";
    private readonly string _directory;
    private readonly Dictionary<string, VirtualMachine> _machines = new(StringComparer.Ordinal);

    private Lab(Deployment deployment, string directory)
    {
        Deployment = deployment;
        _directory = directory;
    }

    public Deployment Deployment { get; }

    public VirtualMachine this[string node] => _machines[node];

    /// <summary>Everything but VMs.</summary>
    /// <param name="logs">Where the daemons' logs go at the end.</param>
    public static async Task<Lab> StartAsync(string logs, CancellationToken limit)
    {
        var deployment = await Deployment.StartAsync(
            new()
            {
                NodesPerSite = 0,
                LogDirectory = logs,
                FrontEnd = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["NodeAliveInterval"] = $"{AliveInterval.TotalSeconds}s",
                    ["NodeDeadAfter"] = $"{DeadAfter.TotalSeconds}s",
                },
            },
            limit);
        return new(deployment, Directory.CreateDirectory($"/var/tmp/ebcsuite-vms-{Environment.ProcessId}").FullName);
    }

    /// <summary>Makes a VM; it is not switched on.</summary>
    /// <param name="number">Of the VM in its site, which is the first letter behind <c>vm-</c>.</param>
    /// <param name="files">On its context disk, by their names there.</param>
    public async Task<VirtualMachine> AddAsync(
        string node, int number, string image, Credentials credentials, IReadOnlyDictionary<string, string> files, CancellationToken limit)
    {
        var letter = node["vm-".Length..][..1];
        var site = Deployment.Network.Sites[letter];
        var broker = site.Broker.Address;
        var directory = Path.Combine(_directory, node);
        Directory.CreateDirectory(directory);
        var context = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["VMID"] = $"{letter}{number}",
            ["ETH0_MAC"] = $"52:54:00:00:{(int)letter[0]:x2}:{number:x2}",
            ["ETH0_IP"] = $"{broker[..broker.LastIndexOf('.')]}.{10 + number}",
            ["ETH0_MASK"] = "255.255.255.0",
            ["SET_HOSTNAME"] = node,
            ["START_SCRIPT"] = StartScript,
            ["EBC_SITE"] = letter,
            ["EBC_BROKER"] = broker,
            ["EBC_BROKER_KEY"] = KeyFile.ReadSecret(site.Broker.PathOutside("/etc/ebc/broker.key")).PublicKey,
            ["EBC_LABELS"] = "kind=emulated",
        };
        var onDisk = new Dictionary<string, string>(files, StringComparer.Ordinal);
        await (credentials == Credentials.Token ? GiveTokenAsync(site.Broker, node, context, limit) : GiveKeyAsync(site.Broker, node, context, onDisk, limit));

        var options = new MachineOptions(node, site.Broker.Pid, node, context["ETH0_MAC"], directory);
        await ContextDisk.WriteAsync(options.Context, context, onDisk, limit);
        var machine = await VirtualMachine.CreateAsync(options, image, Bridge, limit);
        _machines.Add(node, machine);
        return machine;
    }

    /// <summary>What <c>ebc nodes</c> says of a node; null when it does not know it.</summary>
    public async Task<JsonElement?> NodeAsync(string node, CancellationToken limit)
    {
        var found = (await Deployment.EbcJsonAsync(["nodes", "--timeout", "60"], limit)).GetProperty("nodes").EnumerateArray()
            .Where(n => n.GetProperty("node").GetString() == node).ToList();
        return found is [var one] ? one : null;
    }

    /// <summary>Returns when the front-end holds a node for alive, or for dead.</summary>
    public async Task WhenAsync(string node, bool alive, CancellationToken limit)
    {
        while ((await NodeAsync(node, limit))?.GetProperty("alive").GetBoolean() != alive)
        {
            // Each question takes its time: asking again at once is no busy waiting.
            limit.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The next event that matches, as <c>ebc events --json</c> shows it. Subscribed when the outer task is done.</summary>
    public async Task<Task<JsonElement>> NextEventAsync(string filter, CancellationToken limit)
    {
        // It says on stderr when it has subscribed; a file tells us, since the command runs until the event comes.
        var subscribed = $"/run/subscribed-{Guid.NewGuid():N}";
        var run = Deployment.Network.Manager.RunAsync(
            ["sh", "-c", "exec \"$@\" 2>\"$0\"", subscribed, Programs.Inside("ebc"), "events", filter, "--count", "1", "--json", "--timeout", "1800"], limit: limit);
        await TestKit.Until.FileContains(
            Deployment.Network.Manager.PathOutside(subscribed), text => text.Contains("subscribed", StringComparison.Ordinal) || run.IsCompleted, limit);
        return ReadAsync();

        async Task<JsonElement> ReadAsync() => JsonSerializer.Deserialize<JsonElement>((await run).Succeeded().Output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines.Values)
            await machine.DisposeAsync();
        await Deployment.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>The test's own files: the solver, and packages to upgrade to.</summary>
    private const string StartScript =
        """
        #!/bin/sh
        # It's run by the context scripts, before EbcSuite's own.
        mkdir -p /opt/solver /var/tmp/packages
        install -m 0755 "$MOUNT_DIR/heat" /opt/solver/heat
        cp "$MOUNT_DIR"/*.deb /var/tmp/packages/ 2>/dev/null
        exit 0
        """;

    private static async Task GiveTokenAsync(Host broker, string node, Dictionary<string, string> context, CancellationToken limit) =>
        context["EBC_TOKEN"] = (await broker.RunAsync([Programs.Inside("ebc"), "token", "create", "--node", node], limit: limit)).Succeeded().Output.Trim();

    /// <summary>A key that was made for the VM, and allowed, before.</summary>
    private static async Task GiveKeyAsync(
        Host broker, string node, Dictionary<string, string> context, Dictionary<string, string> files, CancellationToken limit)
    {
        var ebc = Programs.Inside("ebc");
        (await broker.RunAsync([ebc, "keygen", node, "--directory", "/etc/ebc"], limit: limit)).Succeeded();
        (await broker.RunAsync(
            [ebc, "allow", node, "--role", "node", "--public-key", $"/etc/ebc/{node}.pub", "--file", "/etc/ebc/allowed-keys"], limit: limit)).Succeeded();
        context["EBC_KEY_FILE"] = $"{node}.key";
        files[$"{node}.key"] = broker.PathOutside($"/etc/ebc/{node}.key");
    }
}
