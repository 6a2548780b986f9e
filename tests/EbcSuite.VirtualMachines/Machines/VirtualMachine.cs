using System.Diagnostics;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.VirtualMachines.Machines;

/// <summary>A VM under QEMU. Its disk stays between starts until it is disposed; killing it is pulling its plug.</summary>
internal sealed class VirtualMachine : IAsyncDisposable
{
    private readonly MachineOptions _options;
    private Process? _process;
    private int _pid;

    private VirtualMachine(MachineOptions options)
    {
        _options = options;
        Agent = new(options.AgentSocket, options.Name);
        Monitor = new(options.MonitorSocket);
    }

    public string Name => _options.Name;

    public GuestAgent Agent { get; }

    public Monitor Monitor { get; }

    /// <summary>What its console has shown.</summary>
    public string Console => File.Exists(_options.Console) ? File.ReadAllText(_options.Console) : "";

    /// <summary>Lays a disk over an image, and the cable; it is not started yet.</summary>
    public static async Task<VirtualMachine> CreateAsync(MachineOptions options, string image, string bridge, CancellationToken limit)
    {
        Directory.CreateDirectory(options.Directory);
        await RunAsync(limit, "qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", image, options.Disk);
        string[] inNetwork = ["nsenter", $"--net=/proc/{options.Network}/ns/net", "--", "ip"];
        await RunAsync(limit, [.. inNetwork, "tuntap", "add", "dev", options.Tap, "mode", "tap"]);
        await RunAsync(limit, [.. inNetwork, "link", "set", options.Tap, "master", bridge, "up"]);
        return new(options);
    }

    /// <summary>Switches it on. It boots by itself.</summary>
    public async Task StartAsync(CancellationToken limit)
    {
        _process?.Dispose();
        File.Delete(_options.MonitorSocket);
        File.Delete(_options.AgentSocket);
        var start = new ProcessStartInfo(Repository.PathOf("tests", "EbcSuite.VirtualMachines", "run-vm.sh"), [_options.Log, .. QemuCommand.Of(_options)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("cannot start run-vm.sh");
        _pid = int.Parse(await _process.StandardOutput.ReadLineAsync(limit) ?? "0");
        await TestKit.Until.HoldsAsync(() => File.Exists(_options.MonitorSocket) || _process.HasExited, limit);
        if (_process.HasExited)
            throw new InvalidOperationException($"{Name} does not start: {await File.ReadAllTextAsync(_options.Log, limit)}");
    }

    /// <summary>Takes it away without warning.</summary>
    public async Task KillAsync(CancellationToken limit)
    {
        if (_process is { HasExited: false } running)
        {
            Signals.Send(_pid, Signal.Kill);
            await running.WaitForExitAsync(limit);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync(CancellationToken.None);
        _process?.Dispose();
    }

    private static async Task RunAsync(CancellationToken limit, params IReadOnlyList<string> command) =>
        (await ProcessRunner.RunAsync(command, limit)).Succeeded();
}
