using System.Globalization;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Preflight;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Criu;

/// <summary>
/// Checkpoints a capsule by criu(8). The source is stopped before the dump and stays so; the image holds stopped processes, so
/// a restored copy stands still too: one SIGCONT decides which of the two lives.
/// </summary>
public sealed class CriuDriver(CriuOptions criu, CapsuleOptions capsules, ToolRunner tools, TimeProvider time) : ICheckpointDriver
{
    private readonly Capsule _capsule = new(capsules, time);
    private readonly CapsuleLauncher _launcher = new(capsules, time);
    private NetworkLock? _lock;

    public string Name => "criu";

    public DriverCapabilities Capabilities { get; } =
        new(KeepsSourceStopped: true, RestoresStopped: true, SeveralNodes: false, Unprivileged: false);

    public async Task<DriverProbe> ProbeAsync(CancellationToken cancellation)
    {
        string? version = null;
        try
        {
            var told = await AskAsync(CriuCommand.Version(criu), "version", cancellation);
            version = CriuOutcome.VersionOf(told.Output);
            var check = version is null ? null : await AskAsync(CriuCommand.Check(criu), "check", cancellation);
            var facts = new CriuFacts(
                version,
                Machine.Kernel,
                check,
                check is { Succeeded: true } && (await AskAsync(CriuCommand.CheckNftables(criu), "check", cancellation)).Succeeded,
                ToolPath.Find("iptables-restore") is not null,
                EffectiveCapabilities.Own());
            _lock = CriuPreflight.LockFor(facts) ?? NetworkLock.Nftables;
            return CriuPreflight.Judge(Name, facts);
        }
        catch (CheckpointException failure)
        {
            return new(Name, version, failure.Message, Fault: failure.Fault);
        }
    }

    public Task<RunningApplication> StartAsync(ApplicationHome home, LaunchSpecification launch, CancellationToken cancellation) =>
        _launcher.StartAsync(home, launch, cancellation);

    public Task ThawAsync(RunningApplication application, CancellationToken cancellation) =>
        _capsule.ThawAsync(application, cancellation);

    public Task DestroyAsync(RunningApplication application, TimeSpan grace, CancellationToken cancellation) =>
        _capsule.DestroyAsync(application, grace, cancellation);

    public async Task<SourceState> CheckpointAsync(
        RunningApplication application, string imageDirectory, bool goesOn, CancellationToken cancellation)
    {
        await _capsule.FreezeAsync(application, cancellation);
        await DumpAsync(application, imageDirectory, cancellation);
        return SourceState.Stopped;
    }

    /// <summary>Writes the state of a stopped application, which stays stopped.</summary>
    public async Task DumpAsync(RunningApplication application, string imageDirectory, CancellationToken cancellation)
    {
        Directory.CreateDirectory(imageDirectory);
        var command = CriuCommand.Dump(criu, await LockAsync(cancellation), application.Pid, imageDirectory);
        var result = await RunAsync(command, "dump", cancellation);
        if (CriuOutcome.OfDump(result, ReadLog(imageDirectory, CriuCommand.DumpLog)) is { } failure)
        {
            throw failure;
        }

        await _capsule.WhenStillAsync(application, cancellation);
    }

    public async Task<RunningApplication> RestoreAsync(ApplicationHome home, string imageDirectory, CancellationToken cancellation)
    {
        var pidFile = Path.Combine(imageDirectory, CriuCommand.PidFile);
        File.Delete(pidFile);
        File.Delete(CapsuleLayout.Of(home).Exit);
        var command = SystemdScope.Around(CriuCommand.Restore(criu, await LockAsync(cancellation), imageDirectory), home.Application);
        try
        {
            return await RestoreAsync(command, home, imageDirectory, pidFile, cancellation);
        }
        catch
        {
            await RemoveRemainsAsync(home, imageDirectory);
            throw;
        }
    }

    private async Task<RunningApplication> RestoreAsync(
        ToolCommand command, ApplicationHome home, string imageDirectory, string pidFile, CancellationToken cancellation)
    {
        var result = await RunAsync(command, "restore", cancellation);
        if (CriuOutcome.OfRestore(result, ReadLog(imageDirectory, CriuCommand.RestoreLog)) is { } failure)
        {
            throw failure;
        }

        if (!File.Exists(pidFile)
            || !int.TryParse(await File.ReadAllTextAsync(pidFile, cancellation), CultureInfo.InvariantCulture, out var pid)
            || ProcessTable.Find(pid) is not { Alive: true } root)
        {
            throw new CheckpointException(CheckpointFault.RestoreFailed, "criu restore succeeded, but the restored process is not there.");
        }

        var application = new RunningApplication(home, pid, root.StartTime);
        await _capsule.HoldAsync(application, cancellation);
        return application;
    }

    public async Task<Requirements> DescribeAsync(RunningApplication application, CancellationToken cancellation)
    {
        var probe = await ProbeAsync(cancellation);
        var pids = Capsule.Members(application).Select(p => p.Pid).ToList();
        return new(
            Name,
            probe.Version ?? "",
            Machine.Architecture,
            Machine.Kernel,
            Machine.CpuFlags(),
            MappedFiles.Of(pids, application.Home.Directory),
            pids.Sum(ResidentMemory.Of),
            DirectorySize.Of(application.Home.Directory),
            application.Home.Directory);
    }

    public IReadOnlyList<ProcessStatus> Processes(RunningApplication application) =>
        [.. Capsule.Members(application).Select(p => new ProcessStatus(p.Pid, p.State, p.Name))];

    /// <summary>
    /// A restore that was ended leaves what it had forked: before their memory is put in place such processes still have criu's
    /// command line, after it the capsule's. Whoever restores has no other copy of the application here.
    /// </summary>
    public IReadOnlyList<RunningApplication> Remains(ApplicationHome home, string? imageDirectory)
    {
        var init = CapsuleLayout.Of(home).Init;
        return
        [
            .. ProcessTable.InnerRoots()
                .Where(p => ProcessTable.CommandLine(p.Pid) is var words
                    && (words.Contains(init, StringComparer.Ordinal) || (imageDirectory is not null && words.Contains(imageDirectory, StringComparer.Ordinal))))
                .Select(p => new RunningApplication(home, p.Pid, p.StartTime)),
        ];
    }

    private async Task RemoveRemainsAsync(ApplicationHome home, string imageDirectory)
    {
        foreach (var process in Remains(home, imageDirectory))
        {
            await _capsule.DestroyAsync(process, TimeSpan.Zero, CancellationToken.None);
        }
    }

    /// <summary>As the last probe found it; the daemon probes when it starts, and again and again.</summary>
    private async Task<NetworkLock> LockAsync(CancellationToken cancellation)
    {
        if (_lock is null)
        {
            await ProbeAsync(cancellation);
        }

        return _lock ?? NetworkLock.Nftables;
    }

    private static string ReadLog(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        if (!File.Exists(path))
        {
            return "";
        }

        var tail = new OutputTail(ToolRunner.TailBytes);
        tail.Append(File.ReadAllBytes(path));
        return tail.ToString();
    }

    private Task<ToolResult> AskAsync(ToolCommand command, string act, CancellationToken cancellation) =>
        tools.RunAsync(command, $"criu {act}", criu.ProbeDeadline, cancellation);

    private Task<ToolResult> RunAsync(ToolCommand command, string act, CancellationToken cancellation) =>
        tools.RunAsync(command, $"criu {act}", criu.Deadline, cancellation);
}
