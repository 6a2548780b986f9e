using EbcSuite.Broker.Enrolment;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Sockets;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Broker;

/// <summary>
/// One plane that runs: a thread with its sockets and its own router. The planes of a broker share nothing, so that a
/// stream of image chunks delays no event (docs/decisions/0002-two-planes.md).
/// </summary>
public sealed class Plane : IAsyncDisposable
{
    private readonly SocketLoop _loop;
    private readonly Switchboard _switchboard;

    private Plane(SocketLoop loop, Switchboard switchboard, string endpoint)
    {
        _loop = loop;
        _switchboard = switchboard;
        Endpoint = endpoint;
    }

    /// <summary>Where it listens, with the port that was taken.</summary>
    public string Endpoint { get; }

    /// <summary>Completes when the plane's thread has ended, asked to or by a fault.</summary>
    public Task Stopped => _loop.Stopped;

    /// <param name="heartbeat">Beaten by the plane's thread.</param>
    /// <exception cref="MessagingException">The port is taken, or libzmq is missing.</exception>
    public static async Task<Plane> StartAsync(PlaneOptions options, Heartbeat heartbeat, TimeProvider time, ILogger logger)
    {
        var loop = SocketLoop.Start(
            new SocketLoopOptions
            {
                Name = $"ebc-{options.Plane}",
                Drain = options.Drain,
                Niceness = options.Niceness,
                RealTime = options.RealTime,
                OnFault = e => logger.LogError(e, "{Plane}: a fault that the loop survived", options.Plane),
            },
            time);
        try
        {
            var reception = options.Enrolment is { } desk
                ? new Reception(desk, new StrangerGate(desk.Admits, time), loop.TryPost, logger)
                : null;
            var switchboard = new Switchboard(options, reception, heartbeat, time, logger);
            var server = await loop.BindAsync(
                new ServerSocketOptions
                {
                    Endpoint = options.Endpoint,
                    Key = options.Key,
                    AllowedKeys = options.AllowedKeys,
                    Strangers = reception?.Gate,
                    SendHighWater = options.HighWater,
                    ReceiveHighWater = options.HighWater,
                    ParkedMessages = int.MaxValue / 1000,
                    ParkedBytes = options.QueueBytes,
                },
                switchboard).ConfigureAwait(false);
            foreach (var (endpoint, publicKey) in options.Peers)
            {
                await loop.DialAsync(Dialling(options, endpoint, publicKey), switchboard).ConfigureAwait(false);
            }

            if (options.RealTime && !loop.IsRealTime)
            {
                logger.LogInformation(
                    "{Plane}: its threads may not go before others here (LimitRTPRIO=1 would allow it): where processors are short, events wait",
                    options.Plane);
            }

            return new(loop, switchboard, server.Endpoint);
        }
        catch
        {
            await loop.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The counters, read on the plane's thread.</summary>
    public Task<PlaneReport> ReportAsync() => _loop.RunAsync(() => _switchboard.Report(_loop.Faults));

    /// <summary>Sends what is left for at most the drain time, then closes the sockets.</summary>
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private static DialOptions Dialling(PlaneOptions options, string endpoint, string publicKey) => new()
    {
        Endpoint = endpoint,
        Key = options.Key,
        ServerPublicKey = publicKey,
        PingInterval = options.LinkTimeout / 10,
        DeadAfter = options.LinkTimeout / 3,
        SendHighWater = options.HighWater,
        ReceiveHighWater = options.HighWater,
        ParkedBytes = options.QueueBytes,
    };
}
