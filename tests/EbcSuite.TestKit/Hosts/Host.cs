using System.Diagnostics;

namespace EbcSuite.TestKit.Hosts;

/// <summary>
/// A "VM" on this machine: own mount, pid, uts, ipc and network namespaces over an overlay of a Debian root. Everything
/// of it (processes, mounts, links, files) is gone when it is disposed, and also when this process is killed.
/// </summary>
public sealed class Host : IAsyncDisposable
{
    private readonly HostOptions _options;
    private readonly Process _process;

    private string _outside;

    private Host(HostOptions options, Process process, int pid)
    {
        _options = options;
        _process = process;
        Pid = pid;
        _outside = options.Systemd ? $"/proc/{pid}/root{options.Directory}/root" : $"/proc/{pid}/root";
    }

    /// <summary>Its name.</summary>
    public string Name => _options.Name;

    /// <summary>Its pid 1 as the machine sees it; of a host that is not booted yet, a process that holds its network.</summary>
    public int Pid { get; private set; }

    /// <summary>Its address on its site's link, or the manager's; empty where it has none.</summary>
    public string Address { get; internal set; } = "";

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts a host and returns when its root is in place (about 0.1 s).</summary>
    public static async Task<Host> StartAsync(HostOptions options, CancellationToken limit = default)
    {
        var process = ProcessRunner.Start(HostCommand.Boot(options), redirectError: true);
        var line = await process.StandardOutput.ReadLineAsync(limit);
        if (line is not null && line.StartsWith("ready ", StringComparison.Ordinal))
            return new Host(options, process, int.Parse(line["ready ".Length..]));
        var error = await process.StandardError.ReadToEndAsync(limit);
        process.Dispose();
        throw new InvalidOperationException($"host {options.Name} does not start: {error}");
    }

    /// <summary>Boots a host that runs systemd. Returns what systemctl is-system-running says once all has started.</summary>
    public async Task<string> BootAsync(CancellationToken limit = default)
    {
        await _process.StandardInput.WriteLineAsync("boot".AsMemory(), limit);
        await _process.StandardInput.FlushAsync(limit);
        if (await _process.StandardOutput.ReadLineAsync(limit) is not { } line
            || line.Split(' ') is not ["booted", var pid, .. var state])
        {
            throw new InvalidOperationException($"host {Name} does not boot: {await _process.StandardError.ReadToEndAsync(limit)}");
        }

        Pid = int.Parse(pid);
        _outside = $"/proc/{pid}/root";
        return string.Join(' ', state);
    }

    /// <summary>Runs a command of the host's root before the host boots, as an installer does.</summary>
    public Task<ProcessResult> RunUnbootedAsync(IReadOnlyList<string> command, CancellationToken limit = default) =>
        ProcessRunner.RunAsync(HostCommand.InRoot(Pid, _options.Directory + "/root", command), limit);

    /// <summary>Runs a command in the host to its end; cancelling kills the command, not what it started.</summary>
    public Task<ProcessResult> RunAsync(IReadOnlyList<string> command, RunOptions? options = null,
        CancellationToken limit = default) =>
        ProcessRunner.RunAsync(HostCommand.Run(Pid, command, options ?? new RunOptions()), limit);

    /// <summary>
    /// Runs a command in the host to its end with the terminal (or whatever it is) of this process as its output, and returns
    /// its exit code. Cancelling kills the command.
    /// </summary>
    public Task<int> RunAttachedAsync(IReadOnlyList<string> command, RunOptions? options = null, CancellationToken limit = default) =>
        ProcessRunner.RunAttachedAsync(HostCommand.Run(Pid, command, options ?? new RunOptions()), limit);

    /// <summary>Starts a program in a session of its own; <paramref name="log"/> is a path in the host.</summary>
    public HostDaemon StartDaemon(IReadOnlyList<string> command, string log, RunOptions? options = null)
    {
        var outside = PathOutside(log);
        Directory.CreateDirectory(Path.GetDirectoryName(outside)!);
        var line = HostCommand.RunIntoLog(Pid, command, log, options ?? new RunOptions());
        return new HostDaemon(ProcessRunner.Start(line, redirectError: true), outside);
    }

    /// <summary>The way from the machine to a path in the host, as long as the host runs; what is made in /run before it boots is lost.</summary>
    public string PathOutside(string path) => _outside + path;

    /// <summary>Copies a file or directory of the machine to a path in the host, with modes and holes.</summary>
    public async Task CopyInAsync(string source, string path, CancellationToken limit = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOutside(path))!);
        (await ProcessRunner.RunAsync(["cp", "-a", "--sparse=always", "-T", "--", source, PathOutside(path)], limit)).Succeeded();
    }

    /// <summary>Mounts an empty tmpfs of a size in bytes, for a disk that is too small.</summary>
    public async Task MountTmpfsAsync(string path, long bytes, CancellationToken limit = default)
    {
        Directory.CreateDirectory(PathOutside(path));
        (await RunAsync(["mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", path], limit: limit)).Succeeded();
    }

    /// <summary>Takes a mount away again.</summary>
    public async Task UnmountAsync(string path, CancellationToken limit = default) =>
        (await RunAsync(["umount", path], limit: limit)).Succeeded();

    /// <summary>Takes a file away from this host alone, such as a library; <see cref="ShowFileAsync"/> brings it back.</summary>
    public async Task HideFileAsync(string path, CancellationToken limit = default) =>
        (await RunAsync(["mv", "--", path, path + ".hidden"], limit: limit)).Succeeded();

    /// <summary>Brings a hidden file back.</summary>
    public async Task ShowFileAsync(string path, CancellationToken limit = default) =>
        (await RunAsync(["mv", "--", path + ".hidden", path], limit: limit)).Succeeded();

    /// <summary>What runs in the host, capsules included.</summary>
    public IReadOnlyList<HostProcess> Processes() => HostProcess.Of(Pid);

    /// <summary>Takes the VM away without warning, and returns when its files are gone too.</summary>
    public async Task KillAsync(CancellationToken limit = default)
    {
        if (IsRunning)
            Signals.Send(Pid, Signal.Kill);
        await _process.WaitForExitAsync(limit);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    /// <summary>Runs a tool of the machine, such as ip or nft, in the host's network.</summary>
    internal async Task NetworkAsync(CancellationToken limit, params string[] command) =>
        (await ProcessRunner.RunAsync(HostCommand.InNetwork(Pid, command), limit)).Succeeded();
}
