using System.Runtime.InteropServices;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Broker;

/// <summary>Logs both planes' counters at an interval and on SIGUSR1, and keeps systemd's status line.</summary>
internal sealed class StatisticsReporter(
    BrokerOptions options, BrokerService broker, SystemdNotifier notifier, TimeProvider time, ILogger<StatisticsReporter> logger)
    : BackgroundService
{
    /// <summary>SIGUSR1 on Linux: .NET has no name for it and passes raw numbers on (signal(7)).</summary>
    private const PosixSignal UserSignal = (PosixSignal)10;

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

    private async Task Report()
    {
        var events = await broker.Events.ReportAsync().ConfigureAwait(false);
        var bulk = await broker.Bulk.ReportAsync().ConfigureAwait(false);
        logger.LogInformation("{Report}", events);
        logger.LogInformation("{Report}", bulk);
        notifier.Status($"{events.Links} links, {events.Peers} peers, {events.Router.Published} published, {events.Dropped + bulk.Dropped} dropped");
    }
}
