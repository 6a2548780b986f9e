using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.TestKit.Simulation;

/// <summary>A client of a <see cref="LoopbackBroker"/>, whose link can fail.</summary>
public sealed class LoopbackClient(LoopbackBroker broker, string identity) : IEventClient
{
    public event Action<bool>? ConnectionChanged;

    public string Identity => identity;

    public Task WhenConnectedAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Asked on the publisher's thread: what it says yes to is not published, as if the link were cut.</summary>
    public Func<Notification, bool> Refuses { get; set; } = _ => false;

    /// <summary>The link was lost, or is there again.</summary>
    public void Change(bool connected) => ConnectionChanged?.Invoke(connected);

    public Task PublishAsync(Notification notification, CancellationToken cancellation)
    {
        if (Refuses(notification))
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
