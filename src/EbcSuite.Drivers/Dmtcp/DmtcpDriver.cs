using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Dmtcp;

/// <summary>
/// Checkpoints an application from inside, by DMTCP (Ansel, Arya, Cooperman, 2009): needs no privilege. Each application has a
/// coordinator of its own, in its capsule, so that both end together. A checkpoint that goes elsewhere ends the application, for
/// DMTCP cannot write what stands still; one to keep lets it go on, and it is stopped as soon as its images are written.
/// </summary>
public sealed class DmtcpDriver(DmtcpOptions dmtcp, CapsuleOptions capsules, ToolRunner tools, TimeProvider time) : ICheckpointDriver
{
    private readonly ContainedCapsule _capsule = new(capsules, time);

    public string Name => "dmtcp";

    public DriverCapabilities Capabilities { get; } =
        new(KeepsSourceStopped: false, RestoresStopped: false, SeveralNodes: false, Unprivileged: true);

    public async Task<DriverProbe> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            var told = await tools.RunAsync(DmtcpCommand.Version(dmtcp), "dmtcp version", dmtcp.ProbeDeadline, cancellation);
            return DmtcpOutcome.VersionOf(told.Output) is not { } version
                ? new(Name, Version: null, $"'dmtcp_launch --version' tells no version: {told.Output.Trim()} {told.Errors.Trim()}", Fault: CheckpointFault.VersionMismatch)
                : ContainedCapsule.Obstacle() is { } obstacle ? new(Name, version, obstacle, Fault: CheckpointFault.NotPermitted)
                : new(Name, version, Problem: null, Findings: ["a coordinator for each application", "the applications of one node only"]);
        }
        catch (CheckpointException failure)
        {
            return new(Name, Version: null, failure.Message, Fault: failure.Fault);
        }
    }

    public async Task<RunningApplication> StartAsync(ApplicationHome home, LaunchSpecification launch, CancellationToken cancellation)
    {
        if (launch.Arguments.Count == 0 || launch.Arguments[0].StartsWith('-'))
        {
            throw new CheckpointException(CheckpointFault.BadRequest, "dmtcp_launch takes a program whose name begins with '-' for an option of its own.");
        }

        var layout = Prepared(home);
        var application = await _capsule.StartAsync(home, launch, DmtcpCommand.Launch(dmtcp, layout, launch.Arguments), cancellation);
        await WhenRunningAsync(application, layout, CheckpointFault.StartFailed, cancellation);
        return application;
    }

    public async Task<SourceState> CheckpointAsync(
        RunningApplication application, string imageDirectory, bool goesOn, CancellationToken cancellation)
    {
        var layout = DmtcpLayout.Of(application.Home);

        // One that was left standing has to run to write its images.
        await _capsule.ThawAsync(application, cancellation);
        var port = layout.Port() ?? throw new CheckpointException(
            CheckpointFault.DumpFailed, $"The port of the application's DMTCP coordinator is not known: '{layout.PortFile}' is missing.");
        var status = DmtcpOutcome.StatusOf(await RunAsync(DmtcpCommand.Status(dmtcp, port), "status", cancellation));
        Empty(layout.Checkpoints);
        return goesOn
            ? await WriteAsync(application, layout, port, status?.Peers ?? 1, imageDirectory, cancellation)
            : await WriteAndEndAsync(application, layout, port, status?.Peers ?? 1, imageDirectory, cancellation);
    }

    public Task ThawAsync(RunningApplication application, CancellationToken cancellation) => _capsule.ThawAsync(application, cancellation);

    public async Task<RunningApplication> RestoreAsync(ApplicationHome home, string imageDirectory, CancellationToken cancellation)
    {
        var layout = DmtcpLayout.Of(home);
        if (DmtcpLayout.ImagesIn(imageDirectory).Count == 0 && !DmtcpLayout.HasHalfWritten(layout.Checkpoints))
        {
            // A daemon that died between the end of the application and the moving of its images left them there.
            Collect(layout.Checkpoints, imageDirectory);
        }

        var images = DmtcpLayout.ImagesIn(imageDirectory);
        if (DmtcpOutcome.OfImages(1, images.Count, DmtcpLayout.HasHalfWritten(imageDirectory)) is { } incomplete)
        {
            throw incomplete;
        }

        Prepared(home);
        try
        {
            var application = await _capsule.ResumeAsync(home, DmtcpCommand.Restart(dmtcp, layout, images), cancellation);
            await WhenRunningAsync(application, layout, CheckpointFault.RestoreFailed, cancellation);
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

    private async Task<SourceState> WriteAsync(
        RunningApplication application, DmtcpLayout layout, int port, int peers, string imageDirectory, CancellationToken cancellation)
    {
        var result = await RunAsync(DmtcpCommand.Checkpoint(dmtcp, port), "checkpoint", cancellation);
        await _capsule.FreezeAsync(application, cancellation);
        var failure = DmtcpOutcome.OfCheckpoint(result)
            ?? DmtcpOutcome.OfImages(peers, DmtcpLayout.ImagesIn(layout.Checkpoints).Count, DmtcpLayout.HasHalfWritten(layout.Checkpoints));
        if (failure is not null)
        {
            throw failure;
        }

        Collect(layout.Checkpoints, imageDirectory);
        return SourceState.Stopped;
    }

    /// <summary>Not cancelled once the coordinator has been told: it ends the application whoever loses patience.</summary>
    private async Task<SourceState> WriteAndEndAsync(
        RunningApplication application, DmtcpLayout layout, int port, int peers, string imageDirectory, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var result = await RunAsync(DmtcpCommand.CheckpointAndKill(dmtcp, port), "checkpoint", CancellationToken.None);
        if (DmtcpOutcome.OfCheckpointAndKill(result) is { } failure)
        {
            throw failure;
        }

        if (!await _capsule.WhenGoneAsync(application, dmtcp.Deadline, CancellationToken.None))
        {
            throw new CheckpointException(CheckpointFault.DumpFailed, "DMTCP says that it has ended the application, but it is still there.");
        }

        if (DmtcpOutcome.OfImages(peers, DmtcpLayout.ImagesIn(layout.Checkpoints).Count, DmtcpLayout.HasHalfWritten(layout.Checkpoints)) is { } incomplete)
        {
            throw incomplete;
        }

        Collect(layout.Checkpoints, imageDirectory);
        return SourceState.Gone;
    }

    /// <summary>Until the coordinator says that all its processes run, or the job has ended well already.</summary>
    private async Task WhenRunningAsync(
        RunningApplication application, DmtcpLayout layout, CheckpointFault fault, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            if (!ContainedCapsule.IsThere(application))
            {
                var code = CapsuleLayout.Of(application.Home).ReadExitCode();
                if (code == 0)
                {
                    return;
                }

                throw new CheckpointException(fault, $"DMTCP ended with exit code {code}. {Errors(application.Home)}");
            }

            if (layout.Port() is { } port
                && DmtcpOutcome.StatusOf(await RunAsync(DmtcpCommand.Status(dmtcp, port), "status", cancellation)) is { Running: true, Peers: > 0 })
            {
                return;
            }

            if (time.GetElapsedTime(began) > dmtcp.StartDeadline)
            {
                await _capsule.DestroyAsync(application, TimeSpan.Zero, CancellationToken.None);
                throw new CheckpointException(
                    fault,
                    $"The application does not run under DMTCP after {dmtcp.StartDeadline.TotalSeconds:0} s and has been ended. {Errors(application.Home)}");
            }

            await Task.Delay(dmtcp.Look, time, cancellation);
        }
    }

    private static DmtcpLayout Prepared(ApplicationHome home)
    {
        var layout = DmtcpLayout.Of(home);
        Directory.CreateDirectory(layout.Checkpoints);
        File.Delete(layout.PortFile);
        return layout;
    }

    private static void Empty(string directory)
    {
        Directory.CreateDirectory(directory);
        foreach (var path in Directory.EnumerateFiles(directory))
        {
            File.Delete(path);
        }
    }

    /// <summary>A rename: both are below the state directory.</summary>
    private static void Collect(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var image in DmtcpLayout.ImagesIn(from))
        {
            File.Move(image, Path.Combine(to, Path.GetFileName(image)), overwrite: true);
        }
    }

    private static string Errors(ApplicationHome home) => $"Its stderr.log ends: {CapsuleLayout.Of(home).ErrorsEnd()}";

    private Task<ToolResult> RunAsync(ToolCommand command, string act, CancellationToken cancellation) =>
        tools.RunAsync(command, $"dmtcp {act}", dmtcp.Deadline, cancellation);
}
