using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.Drivers.Capsules;

/// <summary>
/// What can be done with the processes of a capsule from outside: stop them all, let them go on, end them. A capsule is
/// its pid namespace: whatever an application forks is in it, and the end of its first process ends all of it.
/// </summary>
public sealed class Capsule(CapsuleOptions options, TimeProvider time)
{
    /// <summary>The processes, zombies included; none when the first process is gone (the kernel has ended the others).</summary>
    public static IReadOnlyList<ProcessEntry> Members(RunningApplication application) =>
        ProcessTable.Find(application.Pid, application.StartTime) is not null
        && ProcessTable.NamespaceOf(application.Pid) is { } space
            ? ProcessTable.Members(space)
            : [];

    /// <summary>Stops a running application. A failure lets all of it go on again.</summary>
    /// <exception cref="CheckpointException">ApplicationLost, or DumpFailed when a process does not stop.</exception>
    public async Task FreezeAsync(RunningApplication application, CancellationToken cancellation)
    {
        try
        {
            await StopAllAsync(application, CheckpointFault.DumpFailed, cancellation);
        }
        catch
        {
            foreach (var member in Members(application))
            {
                Signals.Send(member.Pid, Signals.Continue);
            }

            throw;
        }
    }

    /// <summary>
    /// Makes sure that a restored application stands still. criu restores each process stopped, but its SIGSTOP can get lost for one
    /// with several threads: a thread that takes it while criu still traces it is let go without it. Such a process has run for
    /// a moment, in its own files and namespaces, while the source stood still. A failure leaves it as it is, to be destroyed.
    /// </summary>
    /// <exception cref="CheckpointException">ApplicationLost, or RestoreFailed when a process does not stop.</exception>
    public Task HoldAsync(RunningApplication application, CancellationToken cancellation) =>
        StopAllAsync(application, CheckpointFault.RestoreFailed, cancellation);

    /// <summary>
    /// Returns when every process stands still of its own accord; sends no signal. criu lets go of a stopped process by waking it
    /// once, in the kernel, for it to stop again (ptrace(2), PTRACE_DETACH; <c>__ptrace_unlink</c>): for a moment it looks as if it
    /// ran. One that really runs does not stop by itself, and what it did since the dump would be done twice.
    /// </summary>
    /// <exception cref="CheckpointException">DumpFailed: a process runs.</exception>
    public async Task WhenStillAsync(RunningApplication application, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (Members(application).Where(p => !p.StandsStill).ToList() is { Count: > 0 } moving)
        {
            await LookAgainAsync(began, moving, "ran while the application was dumped", CheckpointFault.DumpFailed, cancellation);
        }
    }

    /// <summary>SIGCONT to all; returns when none is stopped any more and the first process is alive.</summary>
    /// <exception cref="CheckpointException">ApplicationLost, or Internal when a process stays stopped.</exception>
    public async Task ThawAsync(RunningApplication application, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var stopped = AliveMembers(application).Where(p => p.State == 'T').ToList();
            if (stopped.Count == 0)
            {
                return;
            }

            stopped.ForEach(p => Signals.Send(p.Pid, Signals.Continue));
            await LookAgainAsync(began, stopped, "stays stopped", CheckpointFault.Internal, cancellation);
        }
    }

    /// <summary>
    /// Ends the application and returns when no process of it is left. A running one is asked first (SIGTERM to the job);
    /// a <em>stopped</em> one is killed where it stands: to deliver SIGTERM it would have to run, and its copy may run already.
    /// </summary>
    public async Task DestroyAsync(RunningApplication application, TimeSpan grace, CancellationToken cancellation)
    {
        var ended = ProcessWatch.WhenEndedAsync(application.Pid, application.StartTime, cancellation);
        if (grace > TimeSpan.Zero && ProcessTable.Find(application.Pid, application.StartTime) is { State: not 'T' })
        {
            foreach (var job in ProcessTable.Children(application.Pid))
            {
                Signals.Send(job.Pid, Signals.Terminate);
            }

            await Task.WhenAny(ended, Task.Delay(grace, time, cancellation));
        }

        var space = ProcessTable.NamespaceOf(application.Pid);
        if (ProcessTable.Find(application.Pid, application.StartTime) is not null)
        {
            Signals.Send(application.Pid, Signals.Kill);
        }

        // The first process's end is reported only after the kernel has ended and reaped all others (pid_namespaces(7)).
        await ended;
        var began = time.GetTimestamp();
        while (space is not null && ProcessTable.Members(space).Where(p => p.Alive).ToList() is { Count: > 0 } left)
        {
            await LookAgainAsync(began, left, "does not end", CheckpointFault.Internal, cancellation);
        }
    }

    /// <summary>
    /// SIGSTOP to all, again until two looks in a row show the same processes, each stopped: one may have forked between the
    /// look and the signal.
    /// </summary>
    private async Task StopAllAsync(RunningApplication application, CheckpointFault fault, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        IReadOnlyList<int> before = [];
        while (true)
        {
            var members = AliveMembers(application);
            var moving = members.Where(p => !p.StandsStill).ToList();
            var pids = members.Select(p => p.Pid).ToList();
            if (moving.Count == 0 && pids.SequenceEqual(before))
            {
                return;
            }

            moving.ForEach(p => Signals.Send(p.Pid, Signals.Stop));
            before = pids;
            await LookAgainAsync(began, moving, "did not stop", fault, cancellation);
        }
    }

    private static IReadOnlyList<ProcessEntry> AliveMembers(RunningApplication application) =>
        Members(application) is { Count: > 0 } members
            ? members
            : throw new CheckpointException(
                CheckpointFault.ApplicationLost,
                $"Application '{application.Home.Application}' has no process any more (its first was {application.Pid}).");

    private async Task LookAgainAsync(
        long began, List<ProcessEntry> waited, string what, CheckpointFault fault, CancellationToken cancellation)
    {
        if (time.GetElapsedTime(began) > options.SignalDeadline && waited.Count > 0)
        {
            var process = waited[0];
            throw new CheckpointException(
                fault,
                $"Process {process.Pid} ({process.Name}) {what}: it is in state {process.State} after {options.SignalDeadline.TotalSeconds:0} s.");
        }

        await Task.Delay(options.Look, time, cancellation);
    }
}
