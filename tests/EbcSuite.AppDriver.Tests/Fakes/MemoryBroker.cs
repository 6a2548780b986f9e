using System.Threading.Channels;
using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.AppDriver.Tests.Fakes;

/// <summary>One broker's plane in memory. What <see cref="Loses"/> says is taken from its publisher and given to nobody.</summary>
internal sealed class MemoryBroker
{
    private readonly Lock _lock = new();
    private readonly List<Subscription> _subscriptions = [];

    public Func<Notification, bool> Loses { get; set; } = _ => false;

    public MemoryClient Client(string identity) => new(this, identity);

    public void Publish(Notification notification)
    {
        lock (_lock)
        {
            if (Loses(notification))
            {
                return;
            }

            foreach (var subscription in _subscriptions.Where(s => s.Filter.Matches(notification)))
            {
                subscription.Channel.Writer.TryWrite(notification);
            }
        }
    }

    public IEventSubscription Subscribe(Filter filter)
    {
        var subscription = new Subscription(this, filter);
        lock (_lock)
        {
            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    private sealed class Subscription(MemoryBroker broker, Filter filter) : IEventSubscription
    {
        public Channel<Notification> Channel { get; } = System.Threading.Channels.Channel.CreateUnbounded<Notification>();

        public Filter Filter => filter;

        public long Dropped => 0;

        public IAsyncEnumerable<Notification> ReadAllAsync(CancellationToken cancellation) => Channel.Reader.ReadAllAsync(cancellation);

        public ValueTask<Notification> ReadAsync(CancellationToken cancellation) => Channel.Reader.ReadAsync(cancellation);

        public ValueTask DisposeAsync()
        {
            lock (broker._lock)
            {
                broker._subscriptions.Remove(this);
            }

            Channel.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }
    }
}
