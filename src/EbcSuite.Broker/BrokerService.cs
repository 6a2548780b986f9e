using EbcSuite.Broker.Enrolment;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Broker;

/// <summary>The broker: both planes. Can be hosted in a test as well as in a daemon.</summary>
/// <remarks>Order of the start: keys, events, bulk; of the stop: bulk, then events, which are the quicker to drain.</remarks>
public sealed class BrokerService(BrokerOptions options, Liveness liveness, TimeProvider time, ILogger<BrokerService> logger)
    : BackgroundService
{
    /// <summary>A plane's loop goes round at least ten times a second.</summary>
    private static readonly TimeSpan LoopTime = TimeSpan.FromSeconds(10);

    private Plane? _events;
    private Plane? _bulk;
    private EnrolmentDesk? _enrolment;

    /// <summary>The events plane, once started.</summary>
    public Plane Events => _events ?? throw new InvalidOperationException("The broker has not started.");

    /// <summary>The bulk plane, once started.</summary>
    public Plane Bulk => _bulk ?? throw new InvalidOperationException("The broker has not started.");

    /// <summary>Both planes listen when it completes.</summary>
    /// <exception cref="DaemonUnavailableException">A port is taken, libzmq is missing, a key file has become unreadable.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            var key = KeyFile.ReadSecret(options.KeyFile);
            var allowed = AllowedKeysFile.Open(
                options.AllowedKeysFile, e => logger.LogError("The list of allowed keys stays as it was: {Reason}", e.Message));
            _enrolment = new(options.Name, options.Site, Tokens(), new(options.AllowedKeysFile, time), time, logger);
            _events = await Start(PlaneOptions.OfEvents(options, key, () => allowed.Current) with { Enrolment = _enrolment }).ConfigureAwait(false);
            _bulk = await Start(PlaneOptions.OfBulk(options, key, () => allowed.Current)).ConfigureAwait(false);
            logger.LogInformation(
                "Broker {Name} of site {Site} listens on {Events} and {Bulk}, {Keys} keys allowed, {Peers} peers to dial",
                options.Name, options.Site, _events.Endpoint, _bulk.Endpoint, allowed.Current.All.Count, options.Peers.Count);
        }
        catch (Exception e) when (e is MessagingException or AllowedKeysException)
        {
            await CloseAsync().ConfigureAwait(false);
            throw new DaemonUnavailableException(e.Message, e);
        }

        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>A plane whose thread ends by itself is a fault of the daemon: systemd starts it anew.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var stop = Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken);
        var ended = await Task.WhenAny(Events.Stopped, Bulk.Stopped, stop).ConfigureAwait(false);
        if (ended != stop)
        {
            throw new InvalidOperationException($"The {(ended == Events.Stopped ? "events" : "bulk")} plane's thread has ended.");
        }
    }

    private Task<Plane> Start(PlaneOptions plane) =>
        Plane.StartAsync(plane, liveness.Register(plane.Plane, LoopTime, time), time, logger);

    private TokensFile Tokens() =>
        new(options.TokensFile, time, e => logger.LogError("Enrolment is closed: {Reason}", e.Message));

    private async Task CloseAsync()
    {
        foreach (var plane in new[] { _bulk, _events })
        {
            if (plane is not null)
            {
                await plane.DisposeAsync().ConfigureAwait(false);
            }
        }

        if (Interlocked.Exchange(ref _enrolment, null) is { } enrolment)
        {
            await enrolment.DisposeAsync().ConfigureAwait(false);
        }
    }
}
