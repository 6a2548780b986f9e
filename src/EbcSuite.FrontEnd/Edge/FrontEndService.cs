using System.Threading.Channels;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.FrontEnd.Core;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EbcSuite.FrontEnd.Edge;

/// <summary>
/// The front-end's one loop: it takes what comes from the broker and from the clock, asks the core, and performs the effects in
/// their order before it takes the next. Everything else only feeds its channel. Stops between two inputs; what was begun is in
/// the journal. See docs/decisions/0003-one-loop-front-end.md.
/// </summary>
public sealed class FrontEndService(
    FrontEndOptions options, IEventClient client, TimeProvider time, Liveness liveness, ILogger<FrontEndService> logger)
    : BackgroundService
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the broker may take to accept one notification before the loop goes on; what matters is said again.</summary>
    private static readonly TimeSpan PublishPatience = TimeSpan.FromSeconds(2);

    private readonly Channel<Input> _inputs = Channel.CreateBounded<Input>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Queue<Notification> _unsaid = new();
    private JournalFile? _journal;

    // Written on the client's thread: the link's state, and how often it came up. The loop looks at both every time round.
    private volatile bool _connected;
    private int _timesUp;

    private abstract record Input
    {
        public sealed record Came(Notification Notification) : Input;

        public sealed record Tick : Input;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = options.ToSettings();
        _journal = JournalFile.Open(options.StateDirectory, settings.Timings, settings.RememberedAnswers);
        if (_journal.CutBytes > 0)
        {
            logger.LogWarning("The journal's last record was unfinished: {Bytes} bytes are left out", _journal.CutBytes);
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _journal?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        client.ConnectionChanged += OnConnectionChanged;
        var feeders = new List<Task>();
        try
        {
            await client.WhenConnectedAsync(stoppingToken);
            foreach (var filter in FrontEndCore.Subscriptions(options.Identity))
            {
                feeders.Add(FeedAsync(await client.SubscribeAsync(filter, stoppingToken), ending));
            }

            feeders.Add(FeedTicksAsync(ending));
            OnConnectionChanged(up: true);
            logger.LogInformation("Connected to {Broker} as {Identity}", options.Broker, client.Identity);
            await LoopAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            logger.LogDebug("The loop ends");
        }
        catch (MessagingException exception)
        {
            throw new DaemonUnavailableException($"{exception.Fault}: {exception.Message}", exception);
        }
        finally
        {
            client.ConnectionChanged -= OnConnectionChanged;
            await ending.CancelAsync();
        }

        // A feeder that failed has ended the loop: its failure is this service's.
        await Task.WhenAll(feeders);
    }

    private async Task LoopAsync(CancellationToken cancellation)
    {
        var heartbeat = liveness.Register("front-end loop", TimeSpan.FromSeconds(60), time);
        var run = Guid.NewGuid().ToString("N")[..8];
        var core = new FrontEndCore(options.ToSettings(), _journal!.Replay, run, time.GetUtcNow());
        var seenUp = 0;
        while (true)
        {
            var input = await _inputs.Reader.ReadAsync(cancellation);
            heartbeat.Beat();
            if (Volatile.Read(ref _timesUp) is var timesUp && timesUp != seenUp)
            {
                seenUp = timesUp;
                logger.LogInformation("The link to the broker is up");
                core.Connected(time.GetUtcNow());
                await SayUnsaidAsync();
            }

            // Not cancelled half-way: a record that is written is followed by what it allows.
            foreach (var effect in Ask(core, input))
            {
                await PerformAsync(effect);
            }
        }
    }

    // Cut off, the front-end hears nobody: it neither judges nodes nor repeats commands.
    private IReadOnlyList<FrontEndEffect> Ask(FrontEndCore core, Input input) => input switch
    {
        Input.Came(var notification) => core.Handle(notification, time.GetUtcNow()),
        _ => _connected ? core.Tick(time.GetUtcNow()) : [],
    };

    private async Task PerformAsync(FrontEndEffect effect)
    {
        switch (effect)
        {
            case FrontEndEffect.Append(var record):
                _journal!.Append(record);
                break;
            case FrontEndEffect.Publish(var notification):
                if (!await PublishAsync(notification) && notification.Boolean(AttributeNames.Final) == true)
                {
                    _unsaid.Enqueue(notification);
                }

                break;
            case FrontEndEffect.Note note:
                using (note.Operation is null ? null : OperationScope.Begin(logger, note.Operation))
                {
                    logger.Log(note.Warning ? LogLevel.Warning : LogLevel.Information, "{Note}", note.Text);
                }

                break;
        }
    }

    // Last words that the broker did not take are said when it is there again; they are few, and each is said once more.
    private async Task SayUnsaidAsync()
    {
        for (var left = _unsaid.Count; left > 0; left--)
        {
            var notification = _unsaid.Dequeue();
            if (!await PublishAsync(notification))
            {
                _unsaid.Enqueue(notification);
            }
        }
    }

    private async Task<bool> PublishAsync(Notification notification)
    {
        if (!_connected)
        {
            return false;
        }

        using var patience = new CancellationTokenSource(PublishPatience, time);
        try
        {
            await client.PublishAsync(notification, patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is MessagingException or OperationCanceledException)
        {
            using var scope = notification.Text(AttributeNames.Operation) is { } operation
                ? OperationScope.Begin(logger, operation) : null;
            logger.LogWarning("Not published: {Event}: {Reason}", notification.Text(AttributeNames.Event), exception.Message);
            return false;
        }
    }

    private async Task FeedAsync(IEventSubscription subscription, CancellationTokenSource ending)
    {
        try
        {
            await using (subscription)
            {
                await foreach (var notification in subscription.ReadAllAsync(ending.Token))
                {
                    await _inputs.Writer.WriteAsync(new Input.Came(notification), ending.Token);
                }
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            logger.LogDebug("The subscription {Filter} ends", subscription.Filter);
        }
        finally
        {
            await ending.CancelAsync();
        }
    }

    private async Task FeedTicksAsync(CancellationTokenSource ending)
    {
        using var timer = new PeriodicTimer(TickInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                await _inputs.Writer.WriteAsync(new Input.Tick(), ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            logger.LogDebug("The clock's feeder ends");
        }
    }

    private void OnConnectionChanged(bool up)
    {
        _connected = up;
        if (up)
        {
            Interlocked.Increment(ref _timesUp);
        }
    }
}
