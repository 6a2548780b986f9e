using EbcSuite.Events;

namespace EbcSuite.Messaging;

/// <summary>
/// A link to a broker as its user sees it: publish, subscribe, request. Every member may be called from any thread.
/// A lost connection is dialled again by itself and its subscriptions are made again; what was published while it was
/// down is refused with <see cref="MessagingFault.NotConnected"/> once its deadline passes, never queued without end.
/// </summary>
public interface IEventClient : IAsyncDisposable
{
    /// <summary>Who this client is, by its key.</summary>
    string Identity { get; }

    /// <summary>Completes when the broker has welcomed this client and knows its subscriptions.</summary>
    /// <exception cref="MessagingException">The key is refused, by name: waiting would not help.</exception>
    Task WhenConnectedAsync(CancellationToken cancellation);

    /// <summary>Raised after each connection and re-connection (true) and each loss (false), on a pool thread.</summary>
    event Action<bool>? ConnectionChanged;

    /// <summary>Completes when the broker has taken the notification.</summary>
    /// <exception cref="MessagingException">Refused by the broker, or no answer within the client's deadline.</exception>
    Task PublishAsync(Notification notification, CancellationToken cancellation);

    /// <summary>Completes when the broker has taken the subscription.</summary>
    /// <param name="capacity">Notifications held for a slow reader; over it the oldest is dropped and counted.</param>
    Task<IEventSubscription> SubscribeAsync(Filter filter, CancellationToken cancellation, int capacity = 1024);
}

/// <summary>The notifications that match one filter, in the order they came. Dispose to unsubscribe.</summary>
public interface IEventSubscription : IAsyncDisposable
{
    Filter Filter { get; }

    /// <summary>Notifications dropped because the reader was slower than the capacity allows.</summary>
    long Dropped { get; }

    /// <summary>Ends when the subscription is disposed or the client is.</summary>
    IAsyncEnumerable<Notification> ReadAllAsync(CancellationToken cancellation);

    /// <summary>The next notification.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before one came.</exception>
    ValueTask<Notification> ReadAsync(CancellationToken cancellation);
}
