using System.Net;
using System.Net.Sockets;
using System.Text;
using EbcSuite.Events;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Messaging.Zmq;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Tests.Sockets;

/// <summary>A link whose other end is not there, or falls silent.</summary>
[Category("Unit")]
internal sealed partial class LinkTests
{
    [Test]
    public async Task Nobody_listening_is_told_and_dialled_again_until_somebody_does()
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        await using var client = await TestDialler.StartAsync(new()
        {
            Endpoint = $"tcp://127.0.0.1:{port}",
            Key = TestServer.ClientKey,
            ServerPublicKey = TestServer.ServerKey.PublicKey,
            BackOffMin = TimeSpan.FromMilliseconds(1),
            BackOffMax = TimeSpan.FromMilliseconds(50),
        });
        await client.DownAsync(DialProblem.Unreachable);
        await client.DownAsync(DialProblem.Unreachable);

        await using var server = await TestServer.StartAsync(o => o with { Endpoint = $"tcp://127.0.0.1:{port}" });

        await client.UpAsync();
    }

    [Test]
    public async Task A_listener_that_stays_silent_is_noticed_and_dialled_again()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var client = await TestDialler.StartAsync(new()
        {
            Endpoint = $"tcp://{silent.LocalEndpoint}",
            Key = TestServer.ClientKey,
            ServerPublicKey = TestServer.ServerKey.PublicKey,
            PingInterval = TimeSpan.FromMilliseconds(50),
            DeadAfter = TimeSpan.FromMilliseconds(200),
            BackOffMin = TimeSpan.FromMilliseconds(1),
        });

        using var first = await silent.AcceptSocketAsync(Limit.Token());
        await client.DownAsync(DialProblem.Silent);
        using var second = await silent.AcceptSocketAsync(Limit.Token());
    }

    [Test]
    public async Task A_server_that_falls_silent_after_the_handshake_is_noticed_by_missing_pongs()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await TestDialler.StartAsync(server.Dial() with
        {
            PingInterval = TimeSpan.FromMilliseconds(50),
            DeadAfter = TimeSpan.FromMilliseconds(300),
        });
        await client.UpAsync();

        MessageDecoder.Decode((await server.FrameAsync()).Frame).Should().BeOfType<Ping>();
        await client.DownAsync(DialProblem.Silent);
        await client.UpAsync();
    }
}
