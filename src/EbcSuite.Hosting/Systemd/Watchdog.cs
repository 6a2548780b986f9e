using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Hosting;

/// <summary>
/// Sends WATCHDOG=1 twice in each watchdog time, as sd_watchdog_enabled(3) advises, but only while every loop is alive:
/// a daemon whose loop hangs must be restarted, not kept up by a timer beside it.
/// </summary>
internal sealed class Watchdog(SystemdNotifier notifier, Liveness liveness, TimeProvider time, ILogger<Watchdog> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (notifier.WatchdogTime is not { } limit)
        {
            return;
        }

        using var timer = new PeriodicTimer(limit / 2, time);
        try
        {
            do
            {
                Tell();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The watchdog ends with the daemon");
        }
    }

    private void Tell()
    {
        var hanging = liveness.Hanging();
        if (hanging.Count == 0)
        {
            notifier.Watchdog();
        }
        else
        {
            logger.LogError("Not alive: {Loops}; systemd is not told otherwise", string.Join(", ", hanging));
        }
    }
}
