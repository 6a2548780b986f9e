namespace EbcSuite.Checkpointing.Drivers;

/// <summary>
/// How one checkpoint tool is called. Every member may take long and is safe to call again after a failure; failures are
/// <see cref="CheckpointException"/>s. Cancelling ends the tool, never the application.
/// </summary>
public interface ICheckpointDriver
{
    /// <summary>The word of events and CLI: criu, dmtcp, openmpi, command.</summary>
    string Name { get; }

    DriverCapabilities Capabilities { get; }

    /// <summary>Whether the tool is there and works on this machine; never throws for a missing tool.</summary>
    Task<DriverProbe> ProbeAsync(CancellationToken cancellation);

    /// <summary>Starts an application so that it outlives the caller.</summary>
    Task<RunningApplication> StartAsync(ApplicationHome home, LaunchSpecification launch, CancellationToken cancellation);

    /// <summary>
    /// Writes the application's state into the empty directory <paramref name="imageDirectory"/>. Afterwards it stands still or,
    /// where <see cref="DriverCapabilities.KeepsSourceStopped"/> is false and it is not to go on, is gone: confirmed, with no process left.
    /// A failure leaves it as it is found: the caller thaws it.
    /// </summary>
    /// <param name="goesOn">It is to go on here afterwards; else it leaves this node.</param>
    Task<SourceState> CheckpointAsync(RunningApplication application, string imageDirectory, bool goesOn, CancellationToken cancellation);

    /// <summary>Lets a stopped application go on; nothing happens to one that runs.</summary>
    Task ThawAsync(RunningApplication application, CancellationToken cancellation);

    /// <summary>
    /// Makes the application from an image: stopped if <see cref="DriverCapabilities.RestoresStopped"/>, else it runs when this
    /// returns, and may have ended since. A failure leaves no process of it.
    /// </summary>
    Task<RunningApplication> RestoreAsync(ApplicationHome home, string imageDirectory, CancellationToken cancellation);

    /// <summary>What a start or a restore that was cut off has left of an application that should have no process here.</summary>
    /// <param name="imageDirectory">The image that was restored; null for none.</param>
    IReadOnlyList<RunningApplication> Remains(ApplicationHome home, string? imageDirectory);

    /// <summary>Asks the application to end, and ends it after <paramref name="grace"/>. Returns when no process is left.</summary>
    Task DestroyAsync(RunningApplication application, TimeSpan grace, CancellationToken cancellation);

    /// <summary>What a node must have for the application to be restored there. Cheap; the application runs on.</summary>
    Task<Requirements> DescribeAsync(RunningApplication application, CancellationToken cancellation);

    /// <summary>The application's processes as they are now; empty when it is gone.</summary>
    IReadOnlyList<ProcessStatus> Processes(RunningApplication application);
}

/// <param name="Application">The application's name.</param>
/// <param name="Directory">Its directory: the same absolute path on every node, everything it owns is in it.</param>
public sealed record ApplicationHome(string Application, string Directory);

/// <summary>An application that has processes, so that it is found again after a restart of the daemon.</summary>
/// <param name="Pid">Its first process, in the daemon's pid namespace.</param>
/// <param name="StartTime">The first process's start in clock ticks after boot (proc(5), stat field 22): tells a reused pid.</param>
public sealed record RunningApplication(ApplicationHome Home, int Pid, long StartTime);

/// <param name="State">The letter of proc(5): R, S, D, T, Z …</param>
public sealed record ProcessStatus(int Pid, char State, string Name);

/// <summary>What a target must have.</summary>
/// <param name="Files">Programs and libraries that the processes map, with their lengths in bytes.</param>
/// <param name="MemoryBytes">Resident memory of all processes: the image is not much larger than this and the files.</param>
/// <param name="FileBytes">Bytes of the application's own directory.</param>
public sealed record Requirements(
    string Driver,
    string DriverVersion,
    string Architecture,
    string Kernel,
    IReadOnlyList<string> CpuFlags,
    IReadOnlyList<RequiredFile> Files,
    long MemoryBytes,
    long FileBytes,
    string Directory);

public sealed record RequiredFile(string Path, long Length);
