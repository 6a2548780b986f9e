using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.OpenMpi;

/// <summary>
/// Open MPI's own checkpoints (Hursey and others, 2007): <c>mpirun -am ft-enable-cr</c>, <c>ompi-checkpoint</c>,
/// <c>ompi-restart</c>, which went with the 1.6 series; and BLCR for programs of one process. A checkpoint that goes elsewhere ends the job.
/// </summary>
public sealed class OpenMpiDriver(OpenMpiOptions mpi, CapsuleOptions capsules, ToolRunner tools, TimeProvider time) : ICheckpointDriver
{
    private readonly ContainedCapsule _capsule = new(capsules, time);

    public string Name => "openmpi";

    public DriverCapabilities Capabilities { get; } = new(
        KeepsSourceStopped: false, RestoresStopped: false, SeveralNodes: false, Unprivileged: true, OnlyPrograms: OpenMpiCommand.Launchers);

    private bool HasBlcr => File.Exists(mpi.BlcrControl)
        && (mpi.Prefix.Length == 0 ? ToolPath.Find("cr_run") is not null : File.Exists(ToolPath.In(mpi.Prefix, "cr_run")));

    public async Task<DriverProbe> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            var told = await AskAsync(OpenMpiCommand.Version(mpi), cancellation);
            var version = told is null ? null : OpenMpiOutcome.VersionOf($"{told.Output}\n{told.Errors}");
            var hasCommands = version is not null && await AskAsync(OpenMpiCommand.CheckpointHelp(mpi), cancellation) is not null;
            var probe = OpenMpiOutcome.Judge(Name, new(version, hasCommands, HasBlcr));
            return probe.Usable && ContainedCapsule.Obstacle() is { } obstacle
                ? probe with { Problem = obstacle, Fault = CheckpointFault.NotPermitted }
                : probe;
        }
        catch (CheckpointException failure)
        {
            return new(Name, Version: null, failure.Message, Fault: failure.Fault);
        }
    }

    public async Task<RunningApplication> StartAsync(ApplicationHome home, LaunchSpecification launch, CancellationToken cancellation)
    {
        if (launch.Arguments.Count == 0 || (!OpenMpiCommand.IsLauncher(launch.Arguments[0]) && !HasBlcr))
        {
            throw new CheckpointException(
                CheckpointFault.NoCheckpointSupport,
                "The driver openmpi starts jobs of mpirun; a program of one process needs BLCR and its kernel module, which are not here. Take the driver criu.");
        }

        var application = await _capsule.StartAsync(home, launch, OpenMpiCommand.Launch(mpi, launch.Arguments), cancellation);
        return application;
    }

    /// <summary>Not cancelled once the job has been told to end after its checkpoint: it does, whoever loses patience.</summary>
    public async Task<SourceState> CheckpointAsync(
        RunningApplication application, string imageDirectory, bool goesOn, CancellationToken cancellation)
    {
        // One that was left standing has to run to be checkpointed.
        await _capsule.ThawAsync(application, cancellation);
        var patience = goesOn ? cancellation : CancellationToken.None;
        var image = OpenMpiCommand.IsLauncher(ContainedCapsule.LaunchOf(application.Home).Arguments[0])
            ? await CheckpointJobAsync(application, goesOn, patience)
            : await CheckpointAloneAsync(application, imageDirectory, goesOn, patience);
        if (goesOn)
        {
            await _capsule.FreezeAsync(application, cancellation);
        }
        else if (!await _capsule.WhenGoneAsync(application, mpi.Deadline, CancellationToken.None))
        {
            throw new CheckpointException(CheckpointFault.DumpFailed, "The job was checkpointed and told to end, but it is still there.");
        }

        image.Write(imageDirectory);
        return goesOn ? SourceState.Stopped : SourceState.Gone;
    }

    public Task ThawAsync(RunningApplication application, CancellationToken cancellation) => _capsule.ThawAsync(application, cancellation);

    public async Task<RunningApplication> RestoreAsync(ApplicationHome home, string imageDirectory, CancellationToken cancellation)
    {
        var image = OpenMpiImage.Read(imageDirectory);
        if (image.Reference is { } reference && Obstacle(home, reference) is { } incomplete)
        {
            throw incomplete;
        }

        var arguments = image.Reference is { } job
            ? OpenMpiCommand.Restart(mpi, job)
            : OpenMpiCommand.RestartAlone(mpi, Path.Combine(imageDirectory, OpenMpiImage.AloneFile));
        try
        {
            var application = await _capsule.ResumeAsync(home, arguments, cancellation);
            await WhenSettledAsync(application, cancellation);
            return application;
        }
        catch (Exception failure)
        {
            await _capsule.RemoveRemainsAsync(home);
            throw failure is CheckpointException { Fault: CheckpointFault.StartFailed } start
                ? new CheckpointException(CheckpointFault.RestoreFailed, start.Message, start)
                : failure;
        }
    }

    public Task DestroyAsync(RunningApplication application, TimeSpan grace, CancellationToken cancellation) =>
        _capsule.DestroyAsync(application, grace, cancellation);

    public async Task<Requirements> DescribeAsync(RunningApplication application, CancellationToken cancellation) =>
        ContainedCapsule.Describe(application, Name, (await ProbeAsync(cancellation)).Version, carriesMemory: true);

    public IReadOnlyList<ProcessStatus> Processes(RunningApplication application) => ContainedCapsule.Processes(application);

    public IReadOnlyList<RunningApplication> Remains(ApplicationHome home, string? imageDirectory) => ContainedCapsule.Remains(home);

    private async Task<OpenMpiImage> CheckpointJobAsync(RunningApplication application, bool goesOn, CancellationToken cancellation)
    {
        // After a restart the job's first process is ompi-restart, and mpirun its child.
        var mpirun = Capsule.Members(application).FirstOrDefault(p => p.Alive && OpenMpiCommand.IsLauncher(p.Name))
            ?? throw new CheckpointException(CheckpointFault.DumpFailed, "The job has no mpirun that could be told to checkpoint it.");
        var command = OpenMpiCommand.Checkpoint(
            mpi, application.Pid, ProcessTable.InnerPid(mpirun.Pid), ends: !goesOn, Environment.IsPrivilegedProcess);
        var reference = OpenMpiOutcome.OfCheckpoint(await RunAsync(command, application.Home, "ompi-checkpoint", cancellation));
        return Obstacle(application.Home, reference) is { } incomplete ? throw incomplete : new(reference);
    }

    private async Task<OpenMpiImage> CheckpointAloneAsync(
        RunningApplication application, string imageDirectory, bool goesOn, CancellationToken cancellation)
    {
        var job = ContainedCapsule.JobOf(application)
            ?? throw new CheckpointException(CheckpointFault.ApplicationLost, "The program has ended.");
        Directory.CreateDirectory(imageDirectory);
        var command = OpenMpiCommand.CheckpointAlone(
            mpi,
            application.Pid,
            ProcessTable.InnerPid(job.Pid),
            Path.Combine(imageDirectory, OpenMpiImage.AloneFile),
            ends: !goesOn,
            Environment.IsPrivilegedProcess);
        var failure = OpenMpiOutcome.OfCheckpointAlone(await RunAsync(command, application.Home, "cr_checkpoint", cancellation));
        return failure is null ? new(Reference: null) : throw failure;
    }

    private async Task WhenSettledAsync(RunningApplication application, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (time.GetElapsedTime(began) <= mpi.Settle)
        {
            if (!ContainedCapsule.IsThere(application))
            {
                var layout = CapsuleLayout.Of(application.Home);
                var code = layout.ReadExitCode();
                if (code == 0)
                {
                    return;
                }

                throw new CheckpointException(
                    CheckpointFault.RestoreFailed, $"The job did not restart: exit code {code}. Its stderr.log ends: {layout.ErrorsEnd()}");
            }

            await Task.Delay(mpi.Look, time, cancellation);
        }
    }

    /// <summary>Global snapshots lie in the home directory, which is the application's.</summary>
    private static CheckpointException? Obstacle(ApplicationHome home, OpenMpiReference reference)
    {
        var path = Path.Combine(home.Directory, reference.Snapshot, OpenMpiMetadata.File);
        return File.Exists(path)
            ? OpenMpiMetadata.Parse(File.ReadAllText(path)).Obstacle(reference.Sequence, reference.Snapshot)
            : new(CheckpointFault.ImageIncomplete, $"'{path}' is missing: the snapshot is not in the application's directory.");
    }

    /// <summary>Null when there is no such program.</summary>
    private async Task<ToolResult?> AskAsync(ToolCommand command, CancellationToken cancellation)
    {
        try
        {
            return await tools.RunAsync(command, command.Program, mpi.ProbeDeadline, cancellation);
        }
        catch (CheckpointException missing) when (missing.Fault == CheckpointFault.ToolMissing)
        {
            return null;
        }
    }

    private Task<ToolResult> RunAsync(ToolCommand command, ApplicationHome home, string act, CancellationToken cancellation) => tools.RunAsync(
        command with { WorkingDirectory = home.Directory, Environment = ContainedCapsule.EnvironmentOf(home) }, act, mpi.Deadline, cancellation);
}
