using EbcSuite.Events;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.AppDriver.Enrolment;

/// <summary>
/// A link that is dialled when the node's key is one that its broker knows: whoever uses it before waits for that. Any thread.
/// </summary>
internal sealed class EnrolledClient : IEventClient
{
    private readonly Task<IEventClient> _client;

    /// <param name="key">The key, once it can be used. Its fault is every user's.</param>
    /// <param name="dial">Makes the link.</param>
    public EnrolledClient(string identity, Task<KeyPair> key, Func<KeyPair, IEventClient> dial)
    {
        Identity = identity;
        _client = DialAsync(key, dial);
    }

    public event Action<bool>? ConnectionChanged;

    public string Identity { get; }

    public async Task WhenConnectedAsync(CancellationToken cancellation) =>
        await (await _client.WaitAsync(cancellation)).WhenConnectedAsync(cancellation);

    /// <summary>Not queued while there is no key: whoever needs it asks again.</summary>
    public async Task PublishAsync(Notification notification, CancellationToken cancellation)
    {
        if (!_client.IsCompletedSuccessfully)
        {
            throw new MessagingException(MessagingFault.NotConnected, $"'{Identity}' is not enrolled.");
        }

        await (await _client).PublishAsync(notification, cancellation);
    }

    public async Task<IEventSubscription> SubscribeAsync(Filter filter, CancellationToken cancellation, int capacity = 1024) =>
        await (await _client.WaitAsync(cancellation)).SubscribeAsync(filter, cancellation, capacity);

    /// <summary>A key that is still waited for is given up by its maker: this then waits for nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_client.IsCompletedSuccessfully)
        {
            await (await _client).DisposeAsync();
        }
    }

    private async Task<IEventClient> DialAsync(Task<KeyPair> key, Func<KeyPair, IEventClient> dial)
    {
        var client = dial(await key);
        client.ConnectionChanged += connected => ConnectionChanged?.Invoke(connected);
        return client;
    }
}
