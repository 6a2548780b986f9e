using System.Text;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;

namespace EbcSuite.Messaging.Tests.Sockets;

/// <summary>Real sockets on loopback: connections of keys that are not in the list.</summary>
[TestFixture]
[Category("Unit")]
internal sealed class StrangerGateTests
{
    [Test]
    public async Task A_stranger_is_let_in_known_as_one_answered_and_cut()
    {
        var gate = new StrangerGate(_ => true, TimeProvider.System) { Farewell = TimeSpan.Zero };
        await using var server = await TestServer.StartAsync(o => o with { Strangers = gate });
        var key = KeyPair.Generate();
        await using var stranger = await TestDialler.StartAsync(server.Dial(key));
        await stranger.UpAsync();
        await stranger.SendAsync("hello"u8.ToArray());

        var (peer, _) = await server.FrameAsync();

        peer.Should().Match<ServerPeer>(p => p.IsStranger && p.Identity == StrangerGate.Role && p.Key.PublicKey == key.PublicKey);
        peer.Key.Rights.Publish.Should().BeEmpty();
        gate.Count.Should().Be(1);
        await server.Loop.RunAsync(() => peer.Send("bye"u8.ToArray())).InTime();
        Encoding.UTF8.GetString((await stranger.FrameAsync()).Span).Should().Be("bye");
        await server.Loop.RunAsync(() =>
        {
            gate.Dismiss(peer);
            return true;
        }).InTime();
        await stranger.DownAsync(DialProblem.Unreachable);
        (await server.GoneAsync()).Should().BeSameAs(peer);
    }

    [Test]
    public async Task A_key_in_the_list_is_no_stranger()
    {
        var gate = new StrangerGate(_ => throw new InvalidOperationException("not to be asked"), TimeProvider.System);
        await using var server = await TestServer.StartAsync(o => o with { Strangers = gate });
        await using var client = await TestDialler.StartAsync(server.Dial());
        await client.UpAsync();
        await client.SendAsync("x"u8.ToArray());

        (await server.FrameAsync()).Peer.IsStranger.Should().BeFalse();
        gate.Count.Should().Be(0);
    }

    [Test]
    public async Task Strangers_are_bounded_and_who_was_turned_away_comes_in_when_there_is_room()
    {
        var gate = new StrangerGate(_ => true, TimeProvider.System) { Most = 2, Deadline = TimeSpan.FromMinutes(5) };
        await using var server = await TestServer.StartAsync(o => o with { Strangers = gate });
        var seated = new List<TestDialler> { await SeatAsync(server), await SeatAsync(server) };

        // Told to come again, not that its key is refused; it dials again by itself.
        await using var third = await TestDialler.StartAsync(server.Dial(KeyPair.Generate()) with { BackOffMax = TimeSpan.FromMilliseconds(20) });
        await server.RefusalAsync("no room for another stranger");
        (await third.DownAsync(DialProblem.Unreachable)).Should().Contain("at the moment");
        gate.Should().Match<StrangerGate>(g => g.Count == 2 && g.TurnedAway >= 1);
        await using var known = await TestDialler.StartAsync(server.Dial());
        await known.UpAsync();

        await seated[0].DisposeAsync();
        await third.UpAsync();
        await seated[1].DisposeAsync();
    }

    [Test]
    public async Task A_stranger_who_says_nothing_is_cut_and_gives_its_room_back()
    {
        var gate = new StrangerGate(_ => true, TimeProvider.System) { Deadline = TimeSpan.FromMilliseconds(200) };
        await using var server = await TestServer.StartAsync(o => o with { Strangers = gate });
        await using var known = await TestDialler.StartAsync(server.Dial());
        await known.UpAsync();
        await known.SendAsync("x"u8.ToArray());
        await server.FrameAsync();

        // So that it does not come again while the room is looked at.
        await using var silent = await TestDialler.StartAsync(
            server.Dial(KeyPair.Generate()) with { BackOffMin = TimeSpan.FromSeconds(60), BackOffMax = TimeSpan.FromMinutes(5) });
        await silent.UpAsync();
        await silent.DownAsync(DialProblem.Unreachable);

        gate.Should().Match<StrangerGate>(g => g.Count == 0 && g.Overdue == 1);
        await known.SendAsync("y"u8.ToArray());
        Encoding.UTF8.GetString((await server.FrameAsync()).Frame.Span).Should().Be("y", "the known link was not touched");
    }

    [Test]
    public async Task A_stranger_who_talks_and_is_never_answered_is_cut_too()
    {
        var gate = new StrangerGate(_ => true, TimeProvider.System) { Deadline = TimeSpan.FromMilliseconds(200) };
        await using var server = await TestServer.StartAsync(o => o with { Strangers = gate });
        await using var stranger = await SeatAsync(server);

        await stranger.DownAsync(DialProblem.Unreachable);

        (await server.GoneAsync()).IsStranger.Should().BeTrue();
        gate.Overdue.Should().BeGreaterThan(0);
    }

    [Test]
    public async Task A_key_that_nobody_admits_ends_in_the_handshake()
    {
        var gate = new StrangerGate(_ => false, TimeProvider.System);
        await using var server = await TestServer.StartAsync(o => o with { Strangers = gate });
        await using var stranger = await TestDialler.StartAsync(server.Dial(KeyPair.Generate()));

        await stranger.DownAsync(DialProblem.KeyRefused);
        await server.RefusalAsync("is not in the list of allowed keys");
    }

    private static async Task<TestDialler> SeatAsync(TestServer server)
    {
        var stranger = await TestDialler.StartAsync(server.Dial(KeyPair.Generate()));
        await stranger.UpAsync();
        await stranger.SendAsync("x"u8.ToArray());
        await server.FrameAsync();
        return stranger;
    }
}
