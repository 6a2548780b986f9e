using System.Net;
using System.Net.Sockets;
using System.Text;
using EbcSuite.Events;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Messaging.Zmq;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Tests.Sockets;

/// <summary>Real sockets on loopback: each test is one of the ways in which a link is up, refused, lost or full.</summary>
[TestFixture]
[Category("Unit")]
internal sealed partial class LinkTests
{
    [Test]
    public async Task A_frame_comes_with_the_identity_of_its_key_and_the_answer_finds_back()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await TestDialler.StartAsync(server.Dial());
        await client.UpAsync();

        (await client.SendAsync("ask"u8.ToArray())).Should().Be(SendOutcome.Sent);
        var (peer, frame) = await server.FrameAsync();
        peer.Identity.Should().Be("vm-a1");
        peer.Address.Should().Be("127.0.0.1");
        Encoding.UTF8.GetString(frame.Span).Should().Be("ask");

        (await server.Loop.RunAsync(() => peer.Send("answer"u8.ToArray())).InTime()).Should().Be(SendOutcome.Sent);
        Encoding.UTF8.GetString((await client.FrameAsync()).Span).Should().Be("answer");
    }

    [Test]
    public async Task Frames_of_every_size_arrive_whole_and_in_order()
    {
        await using var server = await TestServer.StartAsync();
        server.Answer = static (peer, frame) => peer.Send(frame);
        await using var client = await TestDialler.StartAsync(server.Dial());
        await client.UpAsync();
        int[] sizes = [0, 1, 255, 256, 32 * 1024 - 1, 32 * 1024, 100_000, 1024 * 1024, ProtocolLimits.FrameBytes];
        var random = new Random(7);
        var sent = sizes.Select(size =>
        {
            var frame = new byte[size];
            random.NextBytes(frame);
            return frame;
        }).ToList();

        foreach (var frame in sent)
        {
            await client.SendAsync(frame);
        }

        foreach (var frame in sent)
        {
            (await client.FrameAsync()).Span.SequenceEqual(frame).Should().BeTrue();
        }
    }

    [Test]
    public async Task A_key_that_is_not_in_the_list_is_refused_by_name_at_both_ends()
    {
        await using var server = await TestServer.StartAsync();
        var stranger = KeyPair.Generate();
        await using var client = await TestDialler.StartAsync(server.Dial(stranger));

        (await client.DownAsync(DialProblem.KeyRefused)).Should().Contain(stranger.PublicKey);
        (await server.RefusalAsync("not in the list")).Should().Contain(stranger.PublicKey).And.StartWith("127.0.0.1");
        server.Socket.Refused.Should().BePositive();
        server.HasFrame.Should().BeFalse();
    }

    [Test]
    public async Task A_key_that_is_added_to_the_list_is_let_in_at_the_next_attempt()
    {
        await using var server = await TestServer.StartAsync();
        var stranger = KeyPair.Generate();
        await using var client = await TestDialler.StartAsync(server.Dial(stranger));
        await client.DownAsync(DialProblem.KeyRefused);

        server.Keys = AllowedKeys.Create(new AllowedKey(stranger.PublicKey, "vm-new", "client", LinkRights.Everything));

        await client.UpAsync();
    }

    [Test]
    public async Task A_server_with_another_key_than_expected_is_called_so()
    {
        await using var server = await TestServer.StartAsync();
        var expected = KeyPair.Generate().PublicKey;
        await using var client = await TestDialler.StartAsync(server.Dial() with { ServerPublicKey = expected });

        (await client.DownAsync(DialProblem.ServerKeyWrong)).Should().Contain(expected);
        await server.RefusalAsync("handshake");
    }

    [Test]
    public async Task A_peer_that_brings_an_own_routing_id_is_refused_and_nothing_of_it_is_heard()
    {
        await using var server = await TestServer.StartAsync();
        using var thief = new DeafDealer(server.Socket.Endpoint, TestServer.ClientKey, TestServer.ServerKey.PublicKey, "vm-b1");

        (await server.RefusalAsync("routing id")).Should().StartWith("127.0.0.1");
        server.HasFrame.Should().BeFalse();
    }

    /// <summary>An event that libzmq sends to a monitor that has just been closed would block its I/O thread for good.</summary>
    [Test]
    public async Task A_link_that_is_lost_hundreds_of_times_is_still_dialled()
    {
        await using var server = await TestServer.StartAsync();
        await using var client = await TestDialler.StartAsync(server.Dial() with
        {
            ServerPublicKey = KeyPair.Generate().PublicKey,
            BackOffMax = TimeSpan.FromMilliseconds(1),
        });

        for (var i = 0; i < 500; i++)
        {
            await client.DownAsync(DialProblem.ServerKeyWrong);
        }
    }

    [Test]
    public async Task A_client_without_CURVE_is_refused_and_nothing_of_it_is_heard()
    {
        await using var server = await TestServer.StartAsync();
        using var context = new ZmqContext(1);
        using var plain = context.Socket(ZmqSocketType.Dealer);
        plain.Set(ZmqOption.Linger, 0);
        plain.Connect(server.Socket.Endpoint);
        plain.TrySend("let me in"u8, more: false);

        server.RefusalAsync("handshake").Wait(Limit.Time).Should().BeTrue();
        server.HasFrame.Should().BeFalse();
    }

    [Test]
    public async Task The_end_of_a_connection_is_told_after_its_last_frame()
    {
        await using var server = await TestServer.StartAsync();
        var heard = 0;
        var goneAfter = new TaskCompletionSource<int>();
        server.Answer = (_, _) => heard++;
        await using (var client = await TestDialler.StartAsync(server.Dial()))
        {
            await client.UpAsync();
            await client.Loop.RunAsync(() =>
            {
                for (var i = 0; i < 500; i++)
                {
                    client.Link.Send(new byte[10]);
                }

                return 0;
            }).InTime();
        }

        var gone = await server.GoneAsync();

        gone.IsGone.Should().BeTrue();
        heard.Should().Be(500);
        (await server.Loop.RunAsync(() => gone.Send(new byte[1])).InTime()).Should().Be(SendOutcome.Gone);
        (await server.Loop.RunAsync(() => server.Socket.Peers.Count).InTime()).Should().Be(0);
    }

    [Test]
    public async Task A_full_peer_is_parked_then_dropped_within_its_bytes_and_does_not_block_others()
    {
        const long ParkedBytes = 4 * 1024 * 1024;
        await using var server = await TestServer.StartAsync(o => o with { SendHighWater = 4, ParkedBytes = ParkedBytes });
        var deafKey = KeyPair.Generate();
        server.Keys = AllowedKeys.Create(
            new AllowedKey(deafKey.PublicKey, "deaf", "client", LinkRights.Everything),
            new AllowedKey(TestServer.ClientKey.PublicKey, "vm-a1", "client", LinkRights.Everything));
        using var deaf = new DeafDealer(server.Socket.Endpoint, deafKey, TestServer.ServerKey.PublicKey);
        var (deafPeer, _) = await server.FrameAsync();
        deafPeer.Identity.Should().Be("deaf");

        var outcomes = await server.Loop.RunAsync(() =>
            Enumerable.Range(0, 200).Select(_ => deafPeer.Send(new byte[512 * 1024])).ToList()).InTime();
        outcomes[0].Should().Be(SendOutcome.Sent);
        outcomes.Should().Contain(SendOutcome.Parked);
        outcomes[^1].Should().Be(SendOutcome.Dropped);

        server.Answer = static (peer, frame) => peer.Send(frame);
        await using var client = await TestDialler.StartAsync(server.Dial());
        await client.UpAsync();
        for (var i = 0; i < 100; i++)
        {
            await client.SendAsync([(byte)i]);
            (await client.FrameAsync()).Span[0].Should().Be((byte)i);
        }

        deafPeer.Parked.Bytes.Should().BeLessThanOrEqualTo(ParkedBytes);
        deafPeer.Parked.Dropped.Should().BePositive();
    }

    [Test]
    public async Task A_frame_over_the_limit_costs_its_sender_the_connection_and_nobody_else()
    {
        await using var server = await TestServer.StartAsync(o => o with { MaxFrameBytes = 64 * 1024 });
        await using var client = await TestDialler.StartAsync(server.Dial());
        await client.UpAsync();

        await client.SendAsync(new byte[128 * 1024]);

        await client.DownAsync(DialProblem.Unreachable);
        await client.UpAsync();
        await client.SendAsync(new byte[1024]);
        (await server.FrameAsync()).Frame.Length.Should().Be(1024);
    }

    [Test]
    public async Task A_stop_sends_what_was_given_to_the_loop_before()
    {
        const int Count = 2000;
        await using var server = await TestServer.StartAsync();
        var all = new TaskCompletionSource();
        var heard = 0;
        server.Answer = (_, _) =>
        {
            if (++heard == Count)
            {
                all.SetResult();
            }
        };
        var client = await TestDialler.StartAsync(server.Dial() with { SendHighWater = 10 });
        await client.UpAsync();
        client.Loop.TryPost(() =>
        {
            for (var i = 0; i < Count; i++)
            {
                client.Link.Send(new byte[2000]);
            }
        }).Should().BeTrue();

        await client.DisposeAsync();

        await all.Task.InTime();
    }

    [Test]
    public async Task A_port_that_is_in_use_is_told_by_name()
    {
        await using var server = await TestServer.StartAsync();

        var second = async () => await TestServer.StartAsync(o => o with { Endpoint = server.Socket.Endpoint });

        (await second.Should().ThrowAsync<MessagingException>().WithMessage($"*{server.Socket.Endpoint}*Address already in use*"))
            .Which.Fault.Should().Be(MessagingFault.CannotBind);
    }
}
