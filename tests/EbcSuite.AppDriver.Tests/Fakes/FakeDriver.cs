using System.Diagnostics;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;

namespace EbcSuite.AppDriver.Tests.Fakes;

/// <summary>
/// A driver whose applications are real processes (sleep) that can be killed and outlive a daemon, and whose acts fail when told
/// to. An image is a file with the home's name and 3 MB of bytes.
/// </summary>
internal sealed class FakeDriver : ICheckpointDriver
{
    private readonly HashSet<int> _stopped = [];

    public string Name => "fake";

    /// <summary>As told: what a driver that ends its source, or restores running, is like.</summary>
    public DriverCapabilities Capabilities { get; set; } = new(true, true, false, true);

    /// <summary>Applications that a restore makes have ended, with 0, before anybody looks.</summary>
    public bool EndsAtOnce { get; set; }

    /// <summary>What is wrong with the tool.</summary>
    public string? Problem { get; set; }

    /// <summary>Acts in their order.</summary>
    public List<string> Acts { get; } = [];

    public CheckpointFault? DumpFails { get; set; }

    public CheckpointFault? RestoreFails { get; set; }

    /// <summary>Dumps begin and wait here.</summary>
    public TaskCompletionSource? HoldDump { get; set; }

    public TaskCompletionSource DumpBegan { get; } = new();

    public int Starts { get; private set; }

    public Task<DriverProbe> ProbeAsync(CancellationToken cancellation) => Task.FromResult(new DriverProbe(Name, "1.0", Problem));

    public Task<RunningApplication> StartAsync(ApplicationHome home, LaunchSpecification launch, CancellationToken cancellation)
    {
        Starts++;
        Directory.CreateDirectory(home.Directory);
        File.WriteAllText(Path.Combine(home.Directory, "result"), string.Join(' ', launch.Arguments));
        return Task.FromResult(Run(home, stopped: false));
    }

    public Task ThawAsync(RunningApplication application, CancellationToken cancellation)
    {
        Require(application);
        _stopped.Remove(application.Pid);
        return Task.CompletedTask;
    }

    public async Task<SourceState> CheckpointAsync(
        RunningApplication application, string imageDirectory, bool goesOn, CancellationToken cancellation)
    {
        Require(application);
        _stopped.Add(application.Pid);
        File.WriteAllBytes(Path.Combine(imageDirectory, "pages.img"), Pages(application.Home.Application));
        DumpBegan.TrySetResult();
        if (HoldDump is { } hold)
        {
            await hold.Task.WaitAsync(cancellation);
        }

        if (DumpFails is { } fault)
        {
            throw new CheckpointException(fault, "The dump fails.");
        }

        if (Capabilities.KeepsSourceStopped || goesOn)
        {
            return SourceState.Stopped;
        }

        await DestroyAsync(application, TimeSpan.Zero, cancellation);
        return SourceState.Gone;
    }

    public IReadOnlyList<RunningApplication> Remains(ApplicationHome home, string? imageDirectory) => [];

    public Task<RunningApplication> RestoreAsync(ApplicationHome home, string imageDirectory, CancellationToken cancellation)
    {
        if (RestoreFails is { } fault)
        {
            throw new CheckpointException(fault, "The restore fails.");
        }

        File.ReadAllBytes(Path.Combine(imageDirectory, "pages.img")).Should().Equal(Pages(home.Application));
        File.Exists(Path.Combine(home.Directory, "result")).Should().BeTrue();
        Acts.Add("restore");
        var application = Run(home, stopped: Capabilities.RestoresStopped);
        if (EndsAtOnce)
        {
            File.WriteAllText(Path.Combine(home.Directory, "exit"), "0\n");
            return EndAsync(application);
        }

        return Task.FromResult(application);
    }

    public Task DestroyAsync(RunningApplication application, TimeSpan grace, CancellationToken cancellation)
    {
        Acts.Add("destroy");
        Kill(application.Pid);
        return ProcessWatch.WhenEndedAsync(application.Pid, application.StartTime, cancellation);
    }

    public Task<Requirements> DescribeAsync(RunningApplication application, CancellationToken cancellation) => Task.FromResult(
        new Requirements(Name, "1.0", "x64", "6.1", [], [], 1, 1, application.Home.Directory));

    public IReadOnlyList<ProcessStatus> Processes(RunningApplication application) =>
        ProcessTable.Find(application.Pid, application.StartTime) is { } entry
            ? [new(entry.Pid, _stopped.Contains(entry.Pid) ? 'T' : 'S', entry.Name)]
            : [];

    public static void Kill(int pid)
    {
        if (ProcessTable.Find(pid) is { Alive: true })
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
    }

    private static async Task<RunningApplication> EndAsync(RunningApplication application)
    {
        Kill(application.Pid);
        await ProcessWatch.WhenEndedAsync(application.Pid, application.StartTime, CancellationToken.None);
        return application;
    }

    private static byte[] Pages(string application)
    {
        var pages = new byte[3_000_000];
        new Random(application.Length).NextBytes(pages.AsSpan(500_000, 1_000_000));
        return pages;
    }

    private static void Require(RunningApplication application)
    {
        if (ProcessTable.Find(application.Pid, application.StartTime) is null)
        {
            throw new CheckpointException(CheckpointFault.ApplicationLost, "No process.");
        }
    }

    private RunningApplication Run(ApplicationHome home, bool stopped)
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", ["3000"]))!;
        if (stopped)
        {
            _stopped.Add(process.Id);
        }

        return new(home, process.Id, ProcessTable.Find(process.Id)!.StartTime);
    }
}
