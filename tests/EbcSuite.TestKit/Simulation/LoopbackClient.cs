using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.TestKit.Simulation;

/// <summary>A client of a <see cref="LoopbackBroker"/>, whose link can be cut.</summary>
public sealed class LoopbackClient(LoopbackBroker broker, string identity) : IEventClient
{
    private volatile bool _cut;

    public event Action<bool>? ConnectionChanged;

    public string Identity => identity;

    public Task WhenConnectedAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Cut, nothing can be published; what is subscribed still comes.</summary>
    public void Cut(bool cut)
    {
        _cut = cut;
        ConnectionChanged?.Invoke(!cut);
    }

    public Task PublishAsync(Notification notification, CancellationToken cancellation)
    {
        if (_cut)
        {
            throw new MessagingException(MessagingFault.NotConnected, "The link is cut.");
        }

        broker.Publish(notification);
        return Task.CompletedTask;
    }

    public Task<IEventSubscription> SubscribeAsync(Filter filter, CancellationToken cancellation, int capacity = 1024) =>
        Task.FromResult<IEventSubscription>(broker.Subscribe(filter));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
