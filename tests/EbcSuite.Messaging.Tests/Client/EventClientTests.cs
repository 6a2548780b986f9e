using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using EbcSuite.Events;
using EbcSuite.Messaging.Keys;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Tests.Client;

/// <summary>The client against a small broker over real sockets on loopback.</summary>
[TestFixture]
[Category("Unit")]
internal sealed partial class EventClientTests
{
    private static readonly KeyValuePair<string, KeyPair> A = new("vm-a1", KeyPair.Generate());
    private static readonly KeyValuePair<string, KeyPair> B = new("vm-b1", KeyPair.Generate());
    private static readonly Filter ForA = Filter.Equal("node", "vm-a1");

    private static Task<TestBroker> BrokerAsync(string endpoint = "tcp://127.0.0.1:*") => TestBroker.StartAsync(endpoint, A, B);

    private static EventClientOptions Options(string endpoint, KeyValuePair<string, KeyPair> who) => new()
    {
        Endpoint = endpoint,
        Identity = who.Key,
        Key = who.Value,
        BrokerPublicKey = TestBroker.BrokerKey.PublicKey,
        BackOffMin = TimeSpan.FromMilliseconds(1),
        BackOffMax = TimeSpan.FromMilliseconds(100),
        PingInterval = TimeSpan.FromSeconds(1),
        DeadAfter = TimeSpan.FromSeconds(50),
        RequestDeadline = TimeSpan.FromSeconds(50),
    };

    private static EventClient Start(EventClientOptions options) => EventClient.Start(options, TimeProvider.System);

    private static EventClient Start(TestBroker broker, KeyValuePair<string, KeyPair> who) =>
        Start(Options(broker.Socket.Endpoint, who));

    [Test]
    public async Task What_one_publishes_the_other_hears_if_its_filter_matches()
    {
        await using var broker = await BrokerAsync();
        await using var a = Start(broker, A);
        await using var b = Start(broker, B);
        await a.WhenConnectedAsync(Limit.Token());
        await using var heard = await a.SubscribeAsync(ForA, Limit.Token());

        await b.PublishAsync(Notification.Create(("node", "vm-c1"), ("n", 1L)), Limit.Token());
        await b.PublishAsync(Notification.Create(("node", "vm-a1"), ("n", 2L)).WithBody(new byte[] { 7, 8 }), Limit.Token());

        var notification = await heard.ReadAsync(Limit.Token());
        notification["n"].Should().Be((AttributeValue)2L);
        notification.Body.ToArray().Should().Equal(7, 8);
    }

    [Test]
    public async Task Each_subscription_gets_what_it_matches_and_a_disposed_one_ends()
    {
        await using var broker = await BrokerAsync();
        await using var a = Start(broker, A);
        var all = await a.SubscribeAsync(Filter.Everything, Limit.Token());
        await using var odd = await a.SubscribeAsync(Filter.Equal("odd", true), Limit.Token());
        for (var i = 0; i < 10; i++)
        {
            await a.PublishAsync(Notification.Create(("i", (long)i), ("odd", i % 2 == 1)), Limit.Token());
        }

        for (var i = 0; i < 10; i++)
        {
            (await all.ReadAsync(Limit.Token())).Integer("i").Should().Be(i);
        }

        for (var i = 1; i < 10; i += 2)
        {
            (await odd.ReadAsync(Limit.Token())).Integer("i").Should().Be(i);
        }

        await all.DisposeAsync();
        (await FluentActions.Awaiting(() => all.ReadAsync(Limit.Token()).AsTask()).Should().ThrowAsync<MessagingException>())
            .Which.Fault.Should().Be(MessagingFault.Closed);
    }

    [Test]
    public async Task A_request_gets_its_answer_and_without_one_fails_by_its_deadline()
    {
        await using var broker = await BrokerAsync();
        await using var a = Start(broker, A);
        await using var b = Start(broker, B);
        await using var asked = await a.SubscribeAsync(ForA, Limit.Token());
        var answering = Task.Run(async () =>
        {
            var question = await asked.ReadAsync(Limit.Token());
            await a.PublishAsync(Notification.Create(("answer", question["operation"])), Limit.Token());
        });

        var answer = await b.RequestAsync(
            Notification.Create(("node", "vm-a1"), ("operation", 5L)), Filter.Equal("answer", 5L), Limit.Time, TimeProvider.System, default);
        await answering.InTime();
        answer.Integer("answer").Should().Be(5);

        var unanswered = () => b.RequestAsync(
            Notification.Create(("node", "nobody")), Filter.Equal("answer", 6L), TimeSpan.FromMilliseconds(200), TimeProvider.System, default);
        (await unanswered.Should().ThrowAsync<MessagingException>()).Which.Fault.Should().Be(MessagingFault.DeadlinePassed);
    }

    [Test]
    public async Task A_key_that_the_broker_does_not_know_is_refused_by_name_everywhere()
    {
        await using var broker = await BrokerAsync();
        await using var stranger = Start(broker, new("vm-x", KeyPair.Generate()));

        await ShouldFail(() => stranger.WhenConnectedAsync(Limit.Token()), MessagingFault.KeyRefused);
        await ShouldFail(() => stranger.PublishAsync(Notification.Create(("a", 1L)), Limit.Token()), MessagingFault.KeyRefused);
        await ShouldFail(() => stranger.SubscribeAsync(ForA, Limit.Token()), MessagingFault.KeyRefused);
    }

    [Test]
    public async Task An_identity_that_is_not_the_keys_is_refused_with_the_brokers_code()
    {
        await using var broker = await BrokerAsync();
        await using var liar = Start(broker, new("vm-b1", A.Value));

        var fault = await ShouldFail(() => liar.WhenConnectedAsync(Limit.Token()), MessagingFault.KeyRefused);

        fault.Code.Should().Be("IdentityMismatch");
        fault.Message.Should().Contain("vm-a1");
    }

    [Test]
    public async Task Another_broker_key_than_expected_is_refused_by_name()
    {
        await using var broker = await BrokerAsync();
        await using var client = Start(Options(broker.Socket.Endpoint, A) with { BrokerPublicKey = KeyPair.Generate().PublicKey });

        var fault = await ShouldFail(() => client.WhenConnectedAsync(Limit.Token()), MessagingFault.KeyRefused);

        fault.Message.Should().Contain("public key");
    }

    [Test]
    public async Task A_slow_reader_loses_the_oldest_and_is_told_how_many()
    {
        await using var broker = await BrokerAsync();
        await using var a = Start(broker, A);
        await using var slow = await a.SubscribeAsync(ForA, Limit.Token(), capacity: 3);
        await using var end = await a.SubscribeAsync(Filter.Equal("n", 9L), Limit.Token());
        for (var i = 0; i < 10; i++)
        {
            await a.PublishAsync(Notification.Create(("node", "vm-a1"), ("n", (long)i)), Limit.Token());
        }

        await end.ReadAsync(Limit.Token());

        slow.Dropped.Should().Be(7);
        (await slow.ReadAsync(Limit.Token())).Integer("n").Should().Be(7);
    }

    [Test]
    public async Task Disposing_ends_subscriptions_and_fails_what_waits_and_what_comes_after()
    {
        await using var broker = await BrokerAsync();
        broker.Intercept = static (_, message) => message is Publish;
        var a = Start(broker, A);
        var heard = await a.SubscribeAsync(ForA, Limit.Token());
        var waiting = a.PublishAsync(Notification.Create(("a", 1L)), Limit.Token());

        await a.DisposeAsync();

        await ShouldFail(() => waiting, MessagingFault.Closed);
        await ShouldFail(() => a.PublishAsync(Notification.Create(("a", 1L)), Limit.Token()), MessagingFault.Closed);
        await ShouldFail(() => a.WhenConnectedAsync(Limit.Token()), MessagingFault.Closed);
        var rest = new List<Notification>();
        await foreach (var notification in heard.ReadAllAsync(Limit.Token()))
        {
            rest.Add(notification);
        }

        rest.Should().BeEmpty();
        await a.DisposeAsync();
    }

    [Test]
    public async Task Many_publishers_at_once_are_all_answered_within_the_room_in_flight()
    {
        const int Each = 500;
        await using var broker = await BrokerAsync();
        await using var a = Start(Options(broker.Socket.Endpoint, A) with { MaxInFlight = 10, MaxInFlightBytes = 8192 });
        await using var heard = await a.SubscribeAsync(ForA, Limit.Token(), capacity: 8 * Each);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(p => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await a.PublishAsync(Notification.Create(("node", "vm-a1"), ("p", (long)p), ("i", (long)i)), Limit.Token());
            }
        }))).InTime();

        var next = new long[8];
        for (var i = 0; i < 8 * Each; i++)
        {
            var notification = await heard.ReadAsync(Limit.Token());
            notification.Integer("i").Should().Be(next[notification.Integer("p")!.Value]++);
        }
    }

    [Test]
    public async Task A_cancelled_publish_frees_its_room()
    {
        await using var broker = await BrokerAsync();
        var taken = new TaskCompletionSource();
        broker.Intercept = (_, message) => message is Publish && taken.TrySetResult();
        await using var a = Start(Options(broker.Socket.Endpoint, A) with { MaxInFlight = 1 });
        using var cancellation = new CancellationTokenSource();
        var first = a.PublishAsync(Notification.Create(("a", 1L)), cancellation.Token);
        await taken.Task.InTime();
        var second = a.PublishAsync(Notification.Create(("a", 2L)), Limit.Token());

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        await second.InTime();
    }

    [TestCase("udp://x:1")]
    [TestCase("tcp://:1")]
    [TestCase("tcp://host")]
    public void A_wrong_endpoint_is_refused_by_name(string endpoint) =>
        FluentActions.Invoking(() => Start(Options(endpoint, A))).Should().Throw<ArgumentException>().WithMessage("Endpoint*");

    [Test]
    public void Wrong_options_are_refused_by_name()
    {
        var good = Options("tcp://h:1", A);

        FluentActions.Invoking(() => (good with { Identity = "" }).Validate()).Should().Throw<ArgumentException>().WithMessage("Identity*");
        FluentActions.Invoking(() => (good with { BrokerPublicKey = "x" }).Validate()).Should().Throw<ArgumentException>().WithMessage("BrokerPublicKey*");
        FluentActions.Invoking(() => (good with { DeadAfter = TimeSpan.FromMilliseconds(1) }).Validate()).Should().Throw<ArgumentException>().WithMessage("DeadAfter*");
        FluentActions.Invoking(() => (good with { RequestDeadline = TimeSpan.Zero }).Validate()).Should().Throw<ArgumentException>().WithMessage("RequestDeadline*");
        FluentActions.Invoking(() => (good with { MaxInFlight = 0 }).Validate()).Should().Throw<ArgumentException>().WithMessage("MaxInFlight*");
        FluentActions.Invoking(good.Validate).Should().NotThrow();
    }

    private static async Task<MessagingException> ShouldFail(Func<Task> action, MessagingFault fault)
    {
        var thrown = (await FluentActions.Awaiting(() => action().InTime()).Should().ThrowAsync<MessagingException>()).Which;
        thrown.Fault.Should().Be(fault);
        return thrown;
    }
}
