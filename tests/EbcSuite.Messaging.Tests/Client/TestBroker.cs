using EbcSuite.Events;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Tests.Client;

/// <summary>The least that the protocol asks of a broker: greets, keeps subscriptions, delivers. One of a run; start another.</summary>
internal sealed class TestBroker : IServerHandler, IAsyncDisposable
{
    private readonly Dictionary<ServerPeer, Dictionary<ulong, Filter>> _links = [];
    private ulong _events;

    private TestBroker()
    {
    }

    public static KeyPair BrokerKey { get; } = KeyPair.Generate();

    public SocketLoop Loop { get; private set; } = null!;

    public ServerSocket Socket { get; private set; } = null!;

    /// <summary>On the loop's thread: true takes the message away from the broker.</summary>
    public Func<ServerPeer, Message, bool>? Intercept { get; set; }

    public static async Task<TestBroker> StartAsync(string endpoint, params KeyValuePair<string, KeyPair>[] clients)
    {
        var keys = AllowedKeys.Create(clients.Select(c => new AllowedKey(c.Value.PublicKey, c.Key, "client", LinkRights.Everything)));
        var broker = new TestBroker { Loop = SocketLoop.Start(new() { Name = "broker" }, TimeProvider.System) };
        try
        {
            var options = new ServerSocketOptions { Endpoint = endpoint, Key = BrokerKey, AllowedKeys = () => keys };
            broker.Socket = await broker.Loop.BindAsync(options, broker).InTime();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>As if it had expired every link: it knows none, though the connections are there.</summary>
    public Task ForgetAllAsync() => Loop.RunAsync(() =>
    {
        _links.Clear();
        return true;
    }).InTime();

    public void OnFrame(ServerPeer peer, ReadOnlyMemory<byte> frame)
    {
        var message = MessageDecoder.Decode(frame.ToArray());
        if (Intercept?.Invoke(peer, message) == true)
        {
            return;
        }

        if (message is Hello hello)
        {
            _links[peer] = [];
            Send(peer, hello.Identity == peer.Identity
                ? new Welcome("test-broker", "site-a")
                : new Refused(0, "IdentityMismatch", $"this is the key of {peer.Identity}"));
        }
        else if (!_links.TryGetValue(peer, out var subscriptions))
        {
            Send(peer, new Refused(0, "NotGreeted", "Send Hello first"));
        }
        else
        {
            Take(peer, subscriptions, message);
        }
    }

    public static void Send(ServerPeer peer, Message message) => peer.Send(MessageEncoder.Encode(message));

    public void OnGone(ServerPeer peer, string reason) => _links.Remove(peer);

    public void OnRefused(string address, string reason)
    {
    }

    public void OnTick()
    {
    }

    public ValueTask DisposeAsync() => Loop.DisposeAsync();

    private void Take(ServerPeer peer, Dictionary<ulong, Filter> subscriptions, Message message)
    {
        switch (message)
        {
            case Subscribe subscribe:
                subscriptions[subscribe.Subscription] = subscribe.Filter;
                Send(peer, new Accepted(subscribe.Request));
                break;
            case Unsubscribe unsubscribe:
                subscriptions.Remove(unsubscribe.Subscription);
                break;
            case Publish publish:
                Send(peer, new Accepted(publish.Request));
                var deliver = new Deliver(new(1, ++_events), publish.Notification);
                foreach (var (other, filters) in _links)
                {
                    if (filters.Values.Any(f => f.Matches(publish.Notification)))
                    {
                        Send(other, deliver);
                    }
                }

                break;
            case Ping ping:
                Send(peer, new Pong(ping.Number));
                break;
            case Goodbye:
                _links.Remove(peer);
                break;
            default:
                break;
        }
    }
}
