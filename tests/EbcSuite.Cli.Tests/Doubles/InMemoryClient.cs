using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.Cli.Tests.Doubles;

internal sealed class InMemoryClient(InMemoryBroker broker, string identity) : IEventClient
{
    public event Action<bool>? ConnectionChanged
    {
        add => _ = value;
        remove => _ = value;
    }

    public string Identity => identity;

    public Task WhenConnectedAsync(CancellationToken cancellation) =>
        broker.RefuseLink is { } refusal ? Task.FromException(refusal)
        : broker.IsAbsent ? Task.Delay(Timeout.Infinite, cancellation)
        : Task.CompletedTask;

    public Task PublishAsync(Notification notification, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        broker.Publish(notification);
        return Task.CompletedTask;
    }

    public Task<IEventSubscription> SubscribeAsync(Filter filter, CancellationToken cancellation, int capacity = 1024) =>
        Task.FromResult<IEventSubscription>(broker.Subscribe(filter));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
