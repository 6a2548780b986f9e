namespace EbcSuite.Drivers.Capsules;

/// <summary>Waits for the end of a process that is not a child, by a pidfd on a thread of its own: no reused pid deceives it.</summary>
public static class ProcessWatch
{
    /// <summary>How long a cancelled watch may still hold its thread.</summary>
    private const int WakeMilliseconds = 500;

    /// <summary>Completes when the process that began at <paramref name="startTime"/> has ended, at once if it is gone.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before.</exception>
    public static Task WhenEndedAsync(int pid, long startTime, CancellationToken cancellation)
    {
        var pidfd = Signals.OpenPidfd(pid);

        // After opening: if it is the right process now, the descriptor is that process's.
        if (pidfd.IsInvalid || ProcessTable.Find(pid, startTime) is null)
        {
            pidfd.Dispose();
            return Task.CompletedTask;
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Wait(pidfd, ended, cancellation)) { IsBackground = true, Name = $"watch {pid}" };
        thread.Start();
        return ended.Task;
    }

    private static void Wait(SafeFileDescriptor pidfd, TaskCompletionSource ended, CancellationToken cancellation)
    {
        using (pidfd)
        {
            while (!cancellation.IsCancellationRequested)
            {
                if (Signals.WaitForEnd(pidfd, WakeMilliseconds))
                {
                    ended.TrySetResult();
                    return;
                }
            }
        }

        ended.TrySetCanceled(cancellation);
    }
}
