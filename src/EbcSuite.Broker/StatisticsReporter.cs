using System.Runtime.InteropServices;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Broker;

/// <summary>Logs both planes' counters at an interval and on SIGUSR1, and keeps systemd's status line and `ebc status`.</summary>
internal sealed class StatisticsReporter(
    BrokerOptions options,
    BrokerService broker,
    SystemdNotifier notifier,
    DaemonStatus status,
    TimeProvider time,
    ILogger<StatisticsReporter> logger)
    : BackgroundService
{
    /// <summary>SIGUSR1 on Linux: .NET has no name for it and passes raw numbers on (signal(7)).</summary>
    private const PosixSignal UserSignal = (PosixSignal)10;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        status.Ask(ReadAsync);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var asked = new SemaphoreSlim(0);
        using var signal = PosixSignalRegistration.Create(UserSignal, context =>
        {
            context.Cancel = true;
            asked.Release();
        });
        try
        {
            while (true)
            {
                using var round = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                using var timer = new PeriodicTimer(options.StatisticsInterval, time);
                await Task.WhenAny(timer.WaitForNextTickAsync(round.Token).AsTask(), asked.WaitAsync(round.Token)).ConfigureAwait(false);
                await round.CancelAsync().ConfigureAwait(false);
                stoppingToken.ThrowIfCancellationRequested();
                await Report().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogDebug("No more statistics: stopping");
        }
        catch (MessagingException e) when (e.Fault == MessagingFault.Closed)
        {
            logger.LogDebug("No more statistics: the planes are closed");
        }
    }

    /// <summary>Each plane is asked on its own thread: one that hangs does not answer.</summary>
    private async Task<StatusReading> ReadAsync(CancellationToken limit)
    {
        var reports = await Task.WhenAll(broker.Events.ReportAsync(), broker.Bulk.ReportAsync()).WaitAsync(limit).ConfigureAwait(false);
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var report in reports)
        {
            counters[$"{report.Plane}_links"] = report.Links;
            counters[$"{report.Plane}_peers"] = report.Peers;
            counters[$"{report.Plane}_subscriptions"] = report.Subscriptions;
            counters[$"{report.Plane}_published"] = report.Router.Published;
            counters[$"{report.Plane}_delivered"] = report.Router.Delivered;
            counters[$"{report.Plane}_dropped"] = report.Dropped;
            counters[$"{report.Plane}_links_refused"] = report.RefusedLinks;
            counters[$"{report.Plane}_queued_bytes"] = report.QueuedBytes;
        }

        return new(reports.SelectMany(r => r.Dialled).ToDictionary(StringComparer.Ordinal), counters);
    }

    private async Task Report()
    {
        var events = await broker.Events.ReportAsync().ConfigureAwait(false);
        var bulk = await broker.Bulk.ReportAsync().ConfigureAwait(false);
        logger.LogInformation("{Report}", events);
        logger.LogInformation("{Report}", bulk);
        logger.LogInformation(
            "memory: {Heap} bytes; {Collections} collections, {Full} of them full, held all threads for {Pause} ms",
            GC.GetTotalMemory(forceFullCollection: false), GC.CollectionCount(0), GC.CollectionCount(2),
            (long)GC.GetTotalPauseDuration().TotalMilliseconds);
        notifier.Status($"{events.Links} links, {events.Peers} peers, {events.Router.Published} published, {events.Dropped + bulk.Dropped} dropped");
    }
}
