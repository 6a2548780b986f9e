using System.Threading.Channels;
using EbcSuite.Events;

namespace EbcSuite.Messaging;

/// <summary>One filter's notifications in a bounded channel. Written by the loop's thread, read by any.</summary>
internal sealed class EventSubscription : IEventSubscription
{
    private readonly Channel<Notification> _channel;
    private readonly Action<EventSubscription> _onDispose;
    private long _dropped;
    private int _disposed;

    public EventSubscription(ulong number, Filter filter, int capacity, Action<EventSubscription> onDispose)
    {
        Number = number;
        Filter = filter;
        _onDispose = onDispose;

        // Asynchronous continuations: a reader's code never runs on the socket's thread.
        var options = new BoundedChannelOptions(capacity)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleWriter = true,
            AllowSynchronousContinuations = false,
        };
        _channel = Channel.CreateBounded<Notification>(options, _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>Names the subscription on the link.</summary>
    public ulong Number { get; }

    public Filter Filter { get; }

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Offer(Notification notification)
    {
        if (Filter.Matches(notification))
        {
            _channel.Writer.TryWrite(notification);
        }
    }

    /// <summary>No more will come; what came can still be read.</summary>
    public void End(MessagingException? fault = null) => _channel.Writer.TryComplete(fault);

    public IAsyncEnumerable<Notification> ReadAllAsync(CancellationToken cancellation) =>
        _channel.Reader.ReadAllAsync(cancellation);

    public async ValueTask<Notification> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await _channel.Reader.ReadAsync(cancellation);
        }
        catch (ChannelClosedException e)
        {
            throw e.InnerException as MessagingException
                ?? new MessagingException(MessagingFault.Closed, $"The subscription to '{Filter}' has ended.");
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            End();
            _onDispose(this);
        }

        return ValueTask.CompletedTask;
    }
}
