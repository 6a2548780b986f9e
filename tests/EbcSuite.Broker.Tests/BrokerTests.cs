using EbcSuite.Events;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;
using EbcSuite.Protocol;

namespace EbcSuite.Broker.Tests;

/// <summary>One broker over real sockets.</summary>
[Category("Unit")]
public sealed class BrokerTests
{
    private static readonly Filter A = Filter.Equal("a", 1L);
    private static readonly Notification Event = Notification.Create(("a", 1L));

    private TestBroker _broker = null!;

    [SetUp]
    public async Task Start() => _broker = await new TestBroker("one").StartAsync();

    [TearDown]
    public async Task Stop() => await _broker.DisposeAsync();

    [Test]
    public async Task What_matches_is_delivered_and_what_does_not_is_not()
    {
        await using var client = _broker.Client("alice");
        await using var events = await client.SubscribeAsync(A, Limit.Token());

        await client.PublishAsync(Notification.Create(("a", 2L)), Limit.Token());
        await client.PublishAsync(Event, Limit.Token());

        (await events.ReadAsync(Limit.Token())).Should().BeEquivalentTo(Event);
        (await _broker.Events.ReportAsync()).Router.Delivered.Should().Be(1);
    }

    [Test]
    public async Task What_a_key_may_not_do_is_refused_by_name()
    {
        var rights = new LinkRights([Filter.Equal("from", "bob")], [Filter.Equal("node", "bob")]);
        await using var bob = _broker.Client("bob", rights);

        var publish = () => bob.PublishAsync(Event, Limit.Token());
        var subscribe = () => bob.SubscribeAsync(Filter.Everything, Limit.Token());

        (await publish.Should().ThrowAsync<MessagingException>()).Which.Code.Should().Be("NotAllowed");
        (await subscribe.Should().ThrowAsync<MessagingException>()).Which.Code.Should().Be("NotAllowed");
        await bob.PublishAsync(Notification.Create(("from", "bob")), Limit.Token());
        await using var own = await bob.SubscribeAsync(Filter.Equal("node", "bob"), Limit.Token());
    }

    [Test]
    public async Task A_link_that_claims_another_identity_or_a_role_that_its_key_has_not_is_refused_by_name()
    {
        await using var link = await Raw("alice");

        await link.SendAsync(new Hello("mallory", LinkRole.Client));
        (await link.HearAsync()).Should().BeOfType<Refused>().Which.Code.Should().Be("IdentityMismatch");
        await link.SendAsync(new Hello("alice", LinkRole.Peer));
        (await link.HearAsync()).Should().BeOfType<Refused>().Which.Code.Should().Be("NotAPeer");
        await link.SendAsync(new Publish(7, Event));
        (await link.HearAsync()).Should().BeOfType<Refused>().Which.Code.Should().Be("NotGreeted");

        (await _broker.Events.ReportAsync()).Should().Match<PlaneReport>(r => r.Links == 0 && r.Router.Published == 0 && r.RefusedLinks == 2);
    }

    [Test]
    public async Task A_greeted_link_is_welcomed_answered_and_its_goodbye_ends_it()
    {
        await using var link = await Raw("alice");

        await link.SendAsync(new Ping(1));
        (await link.HearAsync()).Should().Be(new Refused(0, "NotGreeted", "Send Hello first"));
        await link.SendAsync(new Hello("alice", LinkRole.Client));
        (await link.HearAsync()).Should().Be(new Welcome("one", "site-one"));
        await link.SendAsync(new Ping(42));
        (await link.HearAsync()).Should().Be(new Pong(42));
        await link.SendAsync(new Unsubscribe(5, 9));
        (await link.HearAsync()).Should().BeOfType<Refused>().Which.Should().Match<Refused>(r => r.Request == 5 && r.Code == "UnknownSubscription");
        await link.SendAsync(new Goodbye("done"));
        await _broker.Events.UntilAsync(r => r.Links == 0, Limit.Token());
        await link.SendAsync(new Ping(43));
        (await link.HearAsync()).Should().BeOfType<Refused>().Which.Code.Should().Be("NotGreeted");
    }

    [Test]
    public async Task Garbage_is_refused_by_name_and_counted_and_harms_nobody_else()
    {
        await using var alice = _broker.Client("alice");
        await using var events = await alice.SubscribeAsync(A, Limit.Token());
        await using var garbage = await Raw("eve");
        var random = new Random(1);
        await garbage.SendAsync(new Hello("eve", LinkRole.Client));
        (await garbage.HearAsync()).Should().BeOfType<Welcome>();

        for (var i = 0; i < 200; i++)
        {
            var frame = new byte[random.Next(1, 200)];
            random.NextBytes(frame);
            frame[0] = 0xc1; // MessagePack never uses it: garbage for certain.
            await garbage.SendAsync(frame);
            var refused = (await garbage.HearAsync()).Should().BeOfType<Refused>().Subject;
            Enum.TryParse<ProtocolFault>(refused.Code, out _).Should().BeTrue(refused.Code);
        }

        await alice.PublishAsync(Event, Limit.Token());
        (await events.ReadAsync(Limit.Token())).Should().BeEquivalentTo(Event);
        (await _broker.Events.ReportAsync()).Should().Match<PlaneReport>(r => r.Malformed == 200 && r.Faults == 0 && r.Links == 1);
    }

    [Test]
    public async Task A_link_that_is_silent_too_long_is_down_with_its_subscriptions()
    {
        await _broker.StopAsync();
        await _broker.StartAsync(o => o with { LinkTimeout = TimeSpan.FromSeconds(1) });
        await using var link = await Raw("alice");
        await link.SendAsync(new Hello("alice", LinkRole.Client));
        await link.SendAsync(new Subscribe(1, 1, A));
        (await link.HearAsync()).Should().BeOfType<Welcome>();
        (await link.HearAsync()).Should().Be(new Accepted(1));

        await _broker.Events.UntilAsync(r => r is { Links: 0, Subscriptions: 0 }, Limit.Token());

        await link.SendAsync(new Publish(2, Event));
        (await link.HearAsync()).Should().BeOfType<Refused>().Which.Code.Should().Be("NotGreeted");
    }

    [Test]
    public async Task A_port_that_is_taken_makes_the_daemon_unavailable()
    {
        await using var second = new TestBroker("two");

        var start = () => second.StartAsync(o => o with { BulkEndpoint = _broker.Options.BulkEndpoint });

        (await start.Should().ThrowAsync<Hosting.DaemonUnavailableException>()).Which.Message
            .Should().Contain(_broker.Options.BulkEndpoint);
    }

    private Task<RawLink> Raw(string identity) =>
        RawLink.DialAsync(_broker.Events.Endpoint, _broker.PublicKey, _broker.AllowClient(identity));
}
