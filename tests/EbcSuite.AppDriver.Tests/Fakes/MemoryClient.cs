using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.AppDriver.Tests.Fakes;

/// <summary>A client of a <see cref="MemoryBroker"/> whose link can be cut.</summary>
internal sealed class MemoryClient(MemoryBroker broker, string identity) : IEventClient
{
    private volatile bool _cut;

    public event Action<bool>? ConnectionChanged;

    public string Identity => identity;

    public void Cut()
    {
        _cut = true;
        ConnectionChanged?.Invoke(false);
    }

    public void Mend()
    {
        _cut = false;
        ConnectionChanged?.Invoke(true);
    }

    public Task WhenConnectedAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async Task PublishAsync(Notification notification, CancellationToken cancellation)
    {
        await Task.Yield();
        if (_cut)
        {
            throw new MessagingException(MessagingFault.NotConnected, "The link is cut.");
        }

        broker.Publish(notification);
    }

    public Task<IEventSubscription> SubscribeAsync(Filter filter, CancellationToken cancellation, int capacity = 1024) =>
        Task.FromResult(broker.Subscribe(filter));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
