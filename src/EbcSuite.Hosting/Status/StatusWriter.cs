using EbcSuite.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Hosting;

/// <summary>
/// Writes the daemon's status file at its start, when it is ready, every few seconds, and when it stops; removes it at the end. A
/// failure is logged and never stops the daemon. Does nothing where no file is asked for and systemd gave no directory.
/// </summary>
internal sealed class StatusWriter(
    DaemonIdentity identity, DaemonStatus status, Liveness liveness, TimeProvider time, ILogger<StatusWriter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>How long the daemon's parts may take to answer; they are asked again soon.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _writing = new(1);
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private volatile DaemonPhase _phase = DaemonPhase.Starting;
    private bool _failed;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await WriteAsync().ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Written before it returns: whoever saw READY=1 reads that the daemon is ready.</summary>
    public Task BecomeAsync(DaemonPhase phase)
    {
        _phase = phase;
        return WriteAsync();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (identity.StatusFile is { } path)
        {
            TryFile(() => File.Delete(path));
        }
    }

    public override void Dispose()
    {
        _writing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (identity.StatusFile is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                await WriteAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("The status file is no longer kept: stopping");
        }
    }

    private async Task WriteAsync()
    {
        if (identity.StatusFile is not { } path)
        {
            return;
        }

        await _writing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            var (reading, silent) = _phase == DaemonPhase.Ready
                ? await status.ReadAsync(patience.Token).ConfigureAwait(false)
                : (new(new Dictionary<string, bool>(StringComparer.Ordinal), new Dictionary<string, long>(StringComparer.Ordinal)), 0);
            IReadOnlyList<string> hanging = silent == 0 ? liveness.Hanging() : [.. liveness.Hanging(), "status"];
            TryFile(() => HealthFile.Write(path, new(
                identity.Name,
                identity.Version,
                Environment.ProcessId,
                ProcessStart.Of(Environment.ProcessId) ?? 0,
                _phase,
                _started,
                time.GetUtcNow(),
                HealthFile.Milliseconds(time),
                (long)Interval.TotalMilliseconds,
                hanging,
                reading.Links,
                reading.Counters)));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Told once, not every two seconds.</summary>
    private void TryFile(Action act)
    {
        try
        {
            act();
            _failed = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_failed)
            {
                logger.LogWarning("The status file is not kept: {Reason}", e.Message);
            }

            _failed = true;
        }
    }
}
