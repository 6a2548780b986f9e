using EbcSuite.Events;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;
using EbcSuite.Protocol;

namespace EbcSuite.Broker.Tests.Enrolment;

/// <summary>Keys that are not in the list: what they may not do, and that they harm nobody.</summary>
[Category("Unit")]
public sealed class StrangerTests
{
    private TestBroker _broker = null!;

    [SetUp]
    public async Task Start() => _broker = await new TestBroker("one").StartAsync();

    [TearDown]
    public async Task Stop() => await _broker.DisposeAsync();

    public static IEnumerable<Message> Forbidden() =>
    [
        new Hello("stranger", LinkRole.Client), new Hello("stranger", LinkRole.Peer), new Subscribe(7, 1, Filter.Everything),
        new Publish(7, Notification.Create(("a", 1L))), new Forward(new(1, 1), 1, Notification.Create(("a", 1L))),
        new Unsubscribe(7, 1), new Ping(1), new Accepted(7), new Refused(7, "x", "y"), new Enrolled("a", "b"), new Goodbye("x"),
    ];

    [TestCaseSource(nameof(Forbidden))]
    public async Task Whatever_is_not_Enrol_is_refused_by_name_and_the_connection_ends(Message message)
    {
        await _broker.TokenAsync();
        await using var stranger = await Stranger();

        await stranger.SendAsync(message);

        var refused = (await stranger.HearAsync()).Should().BeOfType<Refused>().Subject;
        refused.Code.Should().Be("NotEnrolled");
        refused.Request.Should().Be(message is Subscribe or Publish or Unsubscribe ? 7UL : 0);
        await stranger.Down.WaitAsync(Limit.Token());
        (await _broker.Events.ReportAsync()).Should().Match<PlaneReport>(
            r => r.Links == 0 && r.Subscriptions == 0 && r.Router.Published == 0 && r.Faults == 0);
    }

    [Test]
    public async Task A_stranger_has_one_message_only_and_hears_nothing_of_the_others()
    {
        var token = await _broker.TokenAsync();
        await using var alice = _broker.Client("alice");
        await alice.WhenConnectedAsync(Limit.Token());
        await using var stranger = await Stranger();
        await stranger.SendAsync(new Subscribe(7, 1, Filter.Everything));
        await stranger.HearAsync();

        await stranger.SendAsync(new Enrol(token, "vm-a1"));
        await alice.PublishAsync(Notification.Create(("a", 1L)), Limit.Token());

        await stranger.Down.WaitAsync(Limit.Token());
        (await _broker.Events.ReportAsync()).Should().Match<PlaneReport>(r => r.Enrolment!.Enrolled == 0 && r.Router.Delivered == 0);
        TokensFile.Read(_broker.Options.TokensFile).All.Should().ContainSingle().Which.Use.Should().BeNull();
    }

    [Test]
    public async Task Garbage_from_strangers_is_refused_by_name_and_costs_no_other_link()
    {
        await _broker.TokenAsync();
        await using var alice = _broker.Client("alice");
        await using var events = await alice.SubscribeAsync(Filter.Equal("a", 1L), Limit.Token());
        for (var i = 0; i < 5; i++)
        {
            await using var stranger = await Stranger();
            await stranger.SendAsync([0xc1, .. new byte[i]]);
            (await stranger.HearAsync()).Should().BeOfType<Refused>().Which.Code.Should().Be(nameof(ProtocolFault.UnexpectedType));
        }

        await alice.PublishAsync(Notification.Create(("a", 1L)), Limit.Token());

        (await events.ReadAsync(Limit.Token()))["a"].Should().Be((AttributeValue)1L);
        (await _broker.Events.ReportAsync()).Should().Match<PlaneReport>(r => r.Links == 1 && r.Faults == 0);
    }

    [Test]
    public async Task Without_an_open_token_an_unknown_key_ends_in_its_handshake()
    {
        await _broker.TokenAsync(life: TimeSpan.FromTicks(1));

        (await _broker.EnrolAsync("vm-a1", KeyPair.Generate(), TokenText.Make())).Should().BeOfType<EnrolmentOutcome.Refused>()
            .Which.Code.Should().Be(EnrolmentCodes.EnrolmentClosed);

        (await _broker.Events.ReportAsync()).Should().Match<PlaneReport>(r => r.RefusedLinks == 1 && r.Enrolment!.Strangers == 0);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_unknown_client_is_told_that_its_key_is_refused_be_enrolment_open_or_closed(bool open)
    {
        if (open)
        {
            await _broker.TokenAsync();
        }

        await using var client = _broker.Client("mallory", KeyPair.Generate());
        var connect = () => client.WhenConnectedAsync(Limit.Token());

        (await connect.Should().ThrowAsync<MessagingException>()).Which.Fault.Should().Be(MessagingFault.KeyRefused);
    }

    [Test]
    public async Task The_bulk_plane_takes_no_strangers()
    {
        await _broker.TokenAsync();
        await using var client = _broker.Client("mallory", KeyPair.Generate(), bulk: true);

        var connect = () => client.WhenConnectedAsync(Limit.Token());

        (await connect.Should().ThrowAsync<MessagingException>()).Which.Code.Should().BeNull("it ended in the handshake");
        (await _broker.Bulk.ReportAsync()).Enrolment.Should().BeNull();
    }

    [Test]
    public async Task A_token_that_is_revoked_while_its_holder_is_connected_is_refused()
    {
        var token = await _broker.TokenAsync();
        await using var stranger = await Stranger();
        await _broker.ChangeTokensAsync(tokens => tokens.Without(_ => true));

        await stranger.SendAsync(new Enrol(token, "vm-a1"));

        (await stranger.HearAsync()).Should().BeOfType<Refused>().Which.Code.Should().Be(EnrolmentCodes.EnrolmentClosed);
    }

    [Test]
    public async Task A_file_of_tokens_that_is_broken_closes_enrolment_and_one_that_is_mended_opens_it()
    {
        var token = await _broker.TokenAsync();
        var good = File.ReadAllText(_broker.Options.TokensFile);
        File.WriteAllText(_broker.Options.TokensFile, good + "nonsense");
        var key = KeyPair.Generate();

        (await _broker.EnrolAsync("vm-a1", key, token)).Should().BeOfType<EnrolmentOutcome.Refused>();
        File.WriteAllText(_broker.Options.TokensFile, good);
        (await _broker.EnrolAsync("vm-a1", key, token)).Should().BeOfType<EnrolmentOutcome.Enrolled>();
    }

    private Task<RawLink> Stranger() => RawLink.DialAsync(_broker.Events.Endpoint, _broker.PublicKey, KeyPair.Generate());
}
