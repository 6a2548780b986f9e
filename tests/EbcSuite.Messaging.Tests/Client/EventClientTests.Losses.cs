using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using EbcSuite.Events;
using EbcSuite.Messaging.Keys;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Tests.Client;

/// <summary>A client whose broker goes, freezes, forgets or refuses.</summary>
[Category("Unit")]
internal sealed partial class EventClientTests
{
    [Test]
    public async Task A_broker_that_comes_back_on_its_port_is_dialled_again_and_knows_the_subscriptions()
    {
        var broker = await BrokerAsync();
        var endpoint = broker.Socket.Endpoint;
        await using var a = Start(Options(endpoint, A));
        await using var b = Start(Options(endpoint, B));
        var changes = Channel.CreateUnbounded<bool>();
        a.ConnectionChanged += up => changes.Writer.TryWrite(up);
        await using var heard = await a.SubscribeAsync(ForA, Limit.Token());
        await b.WhenConnectedAsync(Limit.Token());
        await broker.DisposeAsync();
        while (await changes.Reader.ReadAsync(Limit.Token()))
        {
            // Until the loss is told.
        }

        await using var second = await BrokerAsync(endpoint);
        (await changes.Reader.ReadAsync(Limit.Token())).Should().BeTrue();
        await a.WhenConnectedAsync(Limit.Token());
        await b.PublishAsync(Notification.Create(("node", "vm-a1"), ("n", 1L)), Limit.Token());

        (await heard.ReadAsync(Limit.Token())).Integer("n").Should().Be(1);
    }

    [Test]
    public async Task A_broker_that_has_forgotten_the_link_is_greeted_again_and_knows_the_subscriptions()
    {
        await using var broker = await BrokerAsync();
        await using var a = Start(Options(broker.Socket.Endpoint, A) with { PingInterval = TimeSpan.FromMilliseconds(50) });
        var changes = Channel.CreateUnbounded<bool>();
        a.ConnectionChanged += up => changes.Writer.TryWrite(up);
        await using var heard = await a.SubscribeAsync(ForA, Limit.Token());

        await broker.ForgetAllAsync();
        while (await changes.Reader.ReadAsync(Limit.Token()))
        {
            // Until the loss is told; the first connection may be told before.
        }

        (await changes.Reader.ReadAsync(Limit.Token())).Should().BeTrue();
        await a.PublishAsync(Notification.Create(("node", "vm-a1"), ("n", 1L)), Limit.Token());
        (await heard.ReadAsync(Limit.Token())).Integer("n").Should().Be(1);
    }

    [Test]
    public async Task Published_while_there_is_no_broker_is_refused_as_not_connected_by_its_deadline()
    {
        await using var a = Start(Options("tcp://127.0.0.1:1", A) with { RequestDeadline = TimeSpan.FromMilliseconds(300) });

        var fault = await ShouldFail(() => a.PublishAsync(Notification.Create(("a", 1L)), Limit.Token()), MessagingFault.NotConnected);
        await ShouldFail(() => a.SubscribeAsync(ForA, Limit.Token()), MessagingFault.NotConnected);

        fault.Message.Should().Contain("tcp://127.0.0.1:1");
    }

    [Test]
    public async Task A_publish_whose_answer_is_lost_with_the_connection_is_a_passed_deadline_and_not_sent_again()
    {
        var broker = await BrokerAsync();
        var endpoint = broker.Socket.Endpoint;
        var swallowed = new TaskCompletionSource();
        broker.Intercept = (_, message) => message is Publish && swallowed.TrySetResult();
        await using var a = Start(Options(endpoint, A) with { RequestDeadline = TimeSpan.FromSeconds(2) });
        await a.WhenConnectedAsync(Limit.Token());

        var publish = a.PublishAsync(Notification.Create(("a", 1L)), Limit.Token());
        await swallowed.Task.InTime();
        await broker.DisposeAsync();
        await using var second = await BrokerAsync(endpoint);
        var again = 0;
        second.Intercept = (_, message) => message is Publish && ++again < 0;
        await ShouldFail(() => publish, MessagingFault.DeadlinePassed);
        await a.WhenConnectedAsync(Limit.Token());

        again.Should().Be(0);
    }

    [Test]
    public async Task A_refused_publish_or_subscription_tells_the_brokers_code()
    {
        await using var broker = await BrokerAsync();
        broker.Intercept = (peer, message) =>
        {
            var request = message switch { Publish p => p.Request, Subscribe s => s.Request, _ => 0UL };
            if (request != 0)
            {
                TestBroker.Send(peer, new Refused(request, "NotAllowed", "no right"));
            }

            return request != 0;
        };
        await using var a = Start(broker, A);

        (await ShouldFail(() => a.PublishAsync(Notification.Create(("a", 1L)), Limit.Token()), MessagingFault.Refused))
            .Code.Should().Be("NotAllowed");
        (await ShouldFail(() => a.SubscribeAsync(ForA, Limit.Token()), MessagingFault.Refused)).Code.Should().Be("NotAllowed");
        await a.WhenConnectedAsync(Limit.Token());
    }

    [Test]
    public async Task A_frozen_broker_is_noticed_and_dialled_again()
    {
        using var frozen = new TcpListener(IPAddress.Loopback, 0);
        frozen.Start();
        await using var a = Start(Options($"tcp://{frozen.LocalEndpoint}", A) with
        {
            PingInterval = TimeSpan.FromMilliseconds(100),
            DeadAfter = TimeSpan.FromMilliseconds(300),
        });

        using var first = await frozen.AcceptSocketAsync(Limit.Token());
        using var second = await frozen.AcceptSocketAsync(Limit.Token());
    }

    [Test]
    public async Task A_broker_that_never_welcomes_is_left_and_dialled_again()
    {
        await using var broker = await BrokerAsync();
        var hellos = Channel.CreateUnbounded<bool>();
        broker.Intercept = (_, message) => message is Hello && hellos.Writer.TryWrite(true);
        await using var a = Start(Options(broker.Socket.Endpoint, A) with
        {
            PingInterval = TimeSpan.FromMilliseconds(100),
            DeadAfter = TimeSpan.FromMilliseconds(300),
        });

        await hellos.Reader.ReadAsync(Limit.Token());
        await hellos.Reader.ReadAsync(Limit.Token());
    }
}
