using System.Threading.Channels;
using EbcSuite.Events;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;

namespace EbcSuite.Messaging.Tests.Sockets;

/// <summary>A bound socket on loopback that tells what it sees through channels, and answers as it is told to.</summary>
internal sealed class TestServer : IServerHandler, IAsyncDisposable
{
    private readonly Channel<(ServerPeer Peer, ReadOnlyMemory<byte> Frame)> _frames =
        Channel.CreateUnbounded<(ServerPeer, ReadOnlyMemory<byte>)>();
    private readonly Channel<ServerPeer> _gone = Channel.CreateUnbounded<ServerPeer>();
    private readonly Channel<string> _refusals = Channel.CreateUnbounded<string>();

    private TestServer()
    {
    }

    public static KeyPair ServerKey { get; } = KeyPair.Generate();

    public static KeyPair ClientKey { get; } = KeyPair.Generate();

    public SocketLoop Loop { get; private set; } = null!;

    public ServerSocket Socket { get; private set; } = null!;

    public AllowedKeys Keys { get; set; } =
        AllowedKeys.Create(new AllowedKey(ClientKey.PublicKey, "vm-a1", "client", LinkRights.Everything));

    /// <summary>On the loop's thread, instead of the channel.</summary>
    public Action<ServerPeer, ReadOnlyMemory<byte>>? Answer { get; set; }

    public static async Task<TestServer> StartAsync(Func<ServerSocketOptions, ServerSocketOptions>? change = null)
    {
        var server = new TestServer();
        var options = new ServerSocketOptions
        {
            Endpoint = "tcp://127.0.0.1:*",
            Key = ServerKey,
            AllowedKeys = () => server.Keys,
        };
        server.Loop = SocketLoop.Start(new() { Name = "server" }, TimeProvider.System);
        server.Socket = await server.Loop.BindAsync(change is null ? options : change(options), server).InTime();
        return server;
    }

    public async Task<(ServerPeer Peer, ReadOnlyMemory<byte> Frame)> FrameAsync() => await _frames.Reader.ReadAsync(Limit.Token());

    public async Task<ServerPeer> GoneAsync() => await _gone.Reader.ReadAsync(Limit.Token());

    public async Task<string> RefusalAsync(string containing)
    {
        await foreach (var refusal in _refusals.Reader.ReadAllAsync(Limit.Token()))
        {
            if (refusal.Contains(containing, StringComparison.Ordinal))
            {
                return refusal;
            }
        }

        throw new InvalidOperationException("closed");
    }

    public bool HasFrame => _frames.Reader.TryPeek(out _);

    public DialOptions Dial(KeyPair? key = null) => new()
    {
        Endpoint = Socket.Endpoint,
        Key = key ?? ClientKey,
        ServerPublicKey = ServerKey.PublicKey,
        PingInterval = TimeSpan.FromSeconds(30),
        DeadAfter = TimeSpan.FromSeconds(90),
        BackOffMin = TimeSpan.FromMilliseconds(1),
    };

    public void OnFrame(ServerPeer peer, ReadOnlyMemory<byte> frame)
    {
        if (Answer is { } answer)
        {
            answer(peer, frame.ToArray());
        }
        else
        {
            _frames.Writer.TryWrite((peer, frame.ToArray()));
        }
    }

    public void OnGone(ServerPeer peer, string reason) => _gone.Writer.TryWrite(peer);

    public void OnRefused(string address, string reason) => _refusals.Writer.TryWrite($"{address}: {reason}");

    public void OnTick()
    {
    }

    public ValueTask DisposeAsync() => Loop.DisposeAsync();
}
