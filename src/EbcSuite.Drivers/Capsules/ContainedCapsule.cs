using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Preflight;

namespace EbcSuite.Drivers.Capsules;

/// <summary>
/// Applications that are a pid namespace and a directory, and keep their node's network: what the drivers share that save a program
/// from inside. That no process is left of one is the kernel's word, as with a whole capsule.
/// </summary>
public sealed class ContainedCapsule(CapsuleOptions options, TimeProvider time)
{
    private readonly Capsule _capsule = new(options, time);
    private readonly CapsuleLauncher _launcher = new(options, time);

    /// <summary>Starts an application, and keeps what it was started with beside it.</summary>
    /// <param name="arguments">What is run; the tool's own words may go before the application's.</param>
    public async Task<RunningApplication> StartAsync(
        ApplicationHome home, LaunchSpecification launch, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var layout = CapsuleLayout.Of(home);
        Directory.CreateDirectory(layout.Parts);
        await File.WriteAllBytesAsync(
            layout.Launch, JsonSerializer.SerializeToUtf8Bytes(launch, CheckpointingJson.Default.LaunchSpecification), cancellation);
        var capsule = new CapsuleLaunch(arguments, CapsuleEnvironment.Contained(layout, launch.Environment)) { ContainedOnly = true };
        return await _launcher.StartAsync(home, capsule, cancellation);
    }

    /// <summary>Starts what goes on from an image; files for temporary use stay as they are.</summary>
    public Task<RunningApplication> ResumeAsync(ApplicationHome home, IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        _launcher.StartAsync(
            home, new CapsuleLaunch(arguments, EnvironmentOf(home)) { ContainedOnly = true, KeepsTemporary = true }, cancellation);

    /// <summary>What the application was started with.</summary>
    /// <exception cref="CheckpointException">ImageIncomplete: the file is missing or damaged.</exception>
    public static LaunchSpecification LaunchOf(ApplicationHome home)
    {
        var path = CapsuleLayout.Of(home).Launch;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), CheckpointingJson.Default.LaunchSpecification)
                ?? throw new JsonException("it is null");
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            throw new CheckpointException(CheckpointFault.ImageIncomplete, $"'{path}' cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>The whole environment of the application, for tools that act for it.</summary>
    public static IReadOnlyDictionary<string, string> EnvironmentOf(ApplicationHome home) =>
        CapsuleEnvironment.Contained(CapsuleLayout.Of(home), LaunchOf(home).Environment);

    public Task FreezeAsync(RunningApplication application, CancellationToken cancellation) =>
        _capsule.FreezeAsync(application, cancellation);

    public Task ThawAsync(RunningApplication application, CancellationToken cancellation) =>
        _capsule.ThawAsync(application, cancellation);

    public Task DestroyAsync(RunningApplication application, TimeSpan grace, CancellationToken cancellation) =>
        _capsule.DestroyAsync(application, grace, cancellation);

    /// <summary>The job's first process; null when it has ended.</summary>
    public static ProcessEntry? JobOf(RunningApplication application) =>
        ProcessTable.Find(application.Pid, application.StartTime) is null
            ? null
            : ProcessTable.Children(application.Pid).FirstOrDefault(p => p.Alive);

    public static bool IsThere(RunningApplication application) => Capsule.Members(application).Any(p => p.Alive);

    /// <summary>
    /// Returns when no process is left, false when that takes longer. The exit code of what a tool ended is not the application's:
    /// it goes.
    /// </summary>
    public async Task<bool> WhenGoneAsync(RunningApplication application, TimeSpan limit, CancellationToken cancellation)
    {
        var ended = ProcessWatch.WhenEndedAsync(application.Pid, application.StartTime, cancellation);
        if (await Task.WhenAny(ended, Task.Delay(limit, time, cancellation)) != ended)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }

        await ended;

        // Its first process's end ends all others, and zombies are nobody's: what is left would be seen here.
        await _capsule.DestroyAsync(application, TimeSpan.Zero, cancellation);
        File.Delete(CapsuleLayout.Of(application.Home).Exit);
        return true;
    }

    public static IReadOnlyList<RunningApplication> Remains(ApplicationHome home) =>
        CapsuleLauncher.Find(home) is { } root ? [new(home, root.Pid, root.StartTime)] : [];

    public async Task RemoveRemainsAsync(ApplicationHome home)
    {
        foreach (var left in Remains(home))
        {
            await _capsule.DestroyAsync(left, TimeSpan.Zero, CancellationToken.None);
        }
    }

    public static IReadOnlyList<ProcessStatus> Processes(RunningApplication application) =>
        [.. Capsule.Members(application).Select(p => new ProcessStatus(p.Pid, p.State, p.Name))];

    /// <param name="carriesMemory">The image has the processes' memory: their programs and this processor's features are needed.</param>
    public static Requirements Describe(RunningApplication application, string driver, string? version, bool carriesMemory)
    {
        var pids = Capsule.Members(application).Select(p => p.Pid).ToList();
        return new(
            driver,
            version ?? "",
            Machine.Architecture,
            Machine.Kernel,
            carriesMemory ? Machine.CpuFlags() : [],
            carriesMemory ? MappedFiles.Of(pids, application.Home.Directory) : [],
            carriesMemory ? pids.Sum(ResidentMemory.Of) : 0,
            DirectorySize.Of(application.Home.Directory),
            application.Home.Directory);
    }

    /// <summary>Null when such capsules can be made here, else why not and what to do.</summary>
    public static string? Obstacle(bool privileged, string? usersMayMakeNamespaces) =>
        privileged || usersMayMakeNamespaces is null || usersMayMakeNamespaces.Trim() != "0"
            ? null
            : "the daemon is not root, and users may not make namespaces here: sysctl kernel.unprivileged_userns_clone=1, or run it as root.";

    /// <summary>As above, for this machine.</summary>
    public static string? Obstacle()
    {
        const string Switch = "/proc/sys/kernel/unprivileged_userns_clone";
        return Obstacle(Environment.IsPrivilegedProcess, File.Exists(Switch) ? File.ReadAllText(Switch) : null);
    }
}
