using System.Threading.Channels;
using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.Cli.Tests.Doubles;

internal sealed class InMemorySubscription(InMemoryBroker broker, Filter filter) : IEventSubscription
{
    public Filter Filter => filter;

    public long Dropped => 0;

    public Channel<Notification> Heard { get; } = Channel.CreateUnbounded<Notification>();

    public IAsyncEnumerable<Notification> ReadAllAsync(CancellationToken cancellation) => Heard.Reader.ReadAllAsync(cancellation);

    public ValueTask<Notification> ReadAsync(CancellationToken cancellation) => Heard.Reader.ReadAsync(cancellation);

    public ValueTask DisposeAsync()
    {
        broker.Remove(this);
        return ValueTask.CompletedTask;
    }
}
