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

    public string Name => "criu";

    public DriverCapabilities Capabilities { get; } =
        new(KeepsSourceStopped: true, RestoresStopped: true, SeveralNodes: false, Unprivileged: false);

    public async Task<DriverProbe> ProbeAsync(CancellationToken cancellation)
    {
        string? version = null;
        try
        {
            var told = await RunAsync(CriuCommand.Version(criu), "version", cancellation);
            version = CriuOutcome.VersionOf(told.Output);
            if (version is null)
            {
                return new(Name, Version: null, $"'{criu.Path} --version' tells no version: {told.Output.Trim()} {told.Errors.Trim()}");
            }

            var check = await RunAsync(CriuCommand.Check(criu), "check", cancellation);
            return check.Succeeded
                ? new(Name, version, Problem: null)
                : new(Name, version, $"criu check failed with exit code {check.ExitCode}: {check.Errors.Trim()} {check.Output.Trim()}");
        }
        catch (CheckpointException failure)
        {
            return new(Name, version, failure.Message);
        }
    }

    public Task<RunningApplication> StartAsync(ApplicationHome home, LaunchSpecification launch, CancellationToken cancellation) =>
        _launcher.StartAsync(home, launch, cancellation);

    public Task FreezeAsync(RunningApplication application, CancellationToken cancellation) =>
        _capsule.FreezeAsync(application, cancellation);

    public Task ThawAsync(RunningApplication application, CancellationToken cancellation) =>
        _capsule.ThawAsync(application, cancellation);

    public Task DestroyAsync(RunningApplication application, TimeSpan grace, CancellationToken cancellation) =>
        _capsule.DestroyAsync(application, grace, cancellation);

    public async Task DumpAsync(RunningApplication application, string imageDirectory, CancellationToken cancellation)
    {
        Directory.CreateDirectory(imageDirectory);
        var result = await RunAsync(CriuCommand.Dump(criu, application.Pid, imageDirectory), "dump", cancellation);
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
        var command = SystemdScope.Around(CriuCommand.Restore(criu, imageDirectory), home.Application);
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
    private async Task RemoveRemainsAsync(ApplicationHome home, string imageDirectory)
    {
        var init = CapsuleLayout.Of(home).Init;
        foreach (var process in ProcessTable.InnerRoots())
        {
            var words = ProcessTable.CommandLine(process.Pid);
            if (words.Contains(init, StringComparer.Ordinal) || words.Contains(imageDirectory, StringComparer.Ordinal))
            {
                await _capsule.DestroyAsync(new(home, process.Pid, process.StartTime), TimeSpan.Zero, CancellationToken.None);
            }
        }
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

    private async Task<ToolResult> RunAsync(ToolCommand command, string act, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(criu.Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            return await tools.RunAsync(command, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CheckpointException(
                CheckpointFault.DeadlinePassed, $"criu {act} took longer than {criu.Deadline.TotalSeconds:0} s and has been ended.");
        }
    }
}
