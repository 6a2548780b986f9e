using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.TestKit.Simulation;

/// <summary>A broker within the test's process: clients publish and get by content, at once and in order. Any thread.</summary>
public sealed class LoopbackBroker
{
    private readonly Lock _lock = new();
    private readonly List<Subscription> _subscriptions = [];

    public LoopbackClient Client(string identity) => new(this, identity);

    internal Subscription Subscribe(Filter filter)
    {
        var subscription = new Subscription(this, filter);
        lock (_lock)
        {
            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    internal void Publish(Notification notification)
    {
        lock (_lock)
        {
            foreach (var subscription in _subscriptions.Where(s => s.Filter.Matches(notification)))
            {
                subscription.Take(notification);
            }
        }
    }

    private void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            _subscriptions.Remove(subscription);
        }
    }

    internal sealed class Subscription(LoopbackBroker broker, Filter filter) : IEventSubscription
    {
        private readonly Channel<Notification> _taken = Channel.CreateUnbounded<Notification>();

        public Filter Filter => filter;

        public long Dropped => 0;

        public void Take(Notification notification) => _taken.Writer.TryWrite(notification);

        public async IAsyncEnumerable<Notification> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            await foreach (var notification in _taken.Reader.ReadAllAsync(cancellation))
            {
                yield return notification;
            }
        }

        public ValueTask<Notification> ReadAsync(CancellationToken cancellation) => _taken.Reader.ReadAsync(cancellation);

        public ValueTask DisposeAsync()
        {
            broker.Remove(this);
            _taken.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }
    }
}
