using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.Broker.Tests;

/// <summary>Three brokers, the sites' ones dialling the manager's, with clients at the leaves.</summary>
[Category("Unit")]
public sealed class TreeTests
{
    private static readonly Filter A = Filter.Equal("a", 1L);
    private static readonly Notification Event = Notification.Create(("a", 1L));

    private TestBroker _manager = null!;
    private TestBroker _east = null!;
    private TestBroker _west = null!;
    private EventClient _publisher = null!;
    private EventClient _subscriber = null!;

    [SetUp]
    public async Task Start()
    {
        _manager = await new TestBroker("manager").StartAsync();
        _east = new TestBroker("east");
        _west = new TestBroker("west");
        await _east.StartAsync(o => o with { Peers = [_manager.Admit(_east)] });
        await _west.StartAsync(o => o with { Peers = [_manager.Admit(_west)] });
        _publisher = _east.Client("publisher");
        _subscriber = _west.Client("subscriber");
    }

    [TearDown]
    public async Task Stop()
    {
        await _publisher.DisposeAsync();
        await _subscriber.DisposeAsync();
        await _east.DisposeAsync();
        await _west.DisposeAsync();
        await _manager.DisposeAsync();
    }

    [Test]
    public async Task An_event_crosses_the_tree_only_where_somebody_behind_wants_it()
    {
        await using var events = await _subscriber.SubscribeAsync(A, Limit.Token());
        await _east.Events.UntilAsync(r => r.Subscriptions == 1, Limit.Token());

        await _publisher.PublishAsync(Notification.Create(("a", 2L)), Limit.Token());
        await _publisher.PublishAsync(Event, Limit.Token());

        (await events.ReadAsync(Limit.Token())).Should().BeEquivalentTo(Event);
        (await _east.Events.ReportAsync()).Router.Forwarded.Should().Be(1);
        (await _manager.Events.ReportAsync()).Router.Forwarded.Should().Be(1);
    }

    [Test]
    public async Task Both_planes_are_dialled_and_share_no_subscription()
    {
        await using var bulk = _west.Client("bulk-subscriber", bulk: true);
        await using var source = _east.Client("bulk-publisher", bulk: true);
        await using var chunks = await bulk.SubscribeAsync(A, Limit.Token());
        await _east.Bulk.UntilAsync(r => r.Subscriptions == 1, Limit.Token());

        await source.PublishAsync(Event.WithBody(new byte[1024 * 1024]), Limit.Token());

        (await chunks.ReadAsync(Limit.Token())).Body.Length.Should().Be(1024 * 1024);
        (await _east.Events.ReportAsync()).Subscriptions.Should().Be(0);
    }

    [Test]
    public async Task A_subscription_that_is_given_up_is_withdrawn_everywhere()
    {
        var events = await _subscriber.SubscribeAsync(A, Limit.Token());
        await _east.Events.UntilAsync(r => r.Subscriptions == 1, Limit.Token());

        await events.DisposeAsync();

        await _east.Events.UntilAsync(r => r.Subscriptions == 0, Limit.Token());
        await _manager.Events.UntilAsync(r => r.Subscriptions == 0, Limit.Token());
    }

    [Test]
    public async Task After_a_restart_of_the_middle_the_peers_dial_again_and_subscriptions_are_back_both_ways()
    {
        await using var west = await _subscriber.SubscribeAsync(A, Limit.Token());
        await using var east = await _publisher.SubscribeAsync(Filter.Equal("b", 1L), Limit.Token());
        await _east.Events.UntilAsync(r => r.Subscriptions == 2, Limit.Token());

        await _manager.StopAsync();
        await _east.Events.UntilAsync(r => r is { Peers: 0, Subscriptions: 1 }, Limit.Token());
        await _manager.StartAsync();
        await _east.Events.UntilAsync(r => r is { Peers: 1, Subscriptions: 2 }, Limit.Token());
        await _west.Events.UntilAsync(r => r is { Peers: 1, Subscriptions: 2 }, Limit.Token());

        await _publisher.PublishAsync(Event, Limit.Token());
        await _subscriber.PublishAsync(Notification.Create(("b", 1L)), Limit.Token());
        (await west.ReadAsync(Limit.Token())).Integer("a").Should().Be(1);
        (await east.ReadAsync(Limit.Token())).Integer("b").Should().Be(1);
    }

    [Test]
    public async Task After_a_restart_of_the_clients_broker_the_client_is_back_with_its_subscription()
    {
        await using var events = await _subscriber.SubscribeAsync(A, Limit.Token());
        await _east.Events.UntilAsync(r => r.Subscriptions == 1, Limit.Token());

        await _west.StopAsync();
        await _east.Events.UntilAsync(r => r.Subscriptions == 0, Limit.Token());
        await _west.StartAsync();
        await _east.Events.UntilAsync(r => r.Subscriptions == 1, Limit.Token());

        await _publisher.PublishAsync(Event, Limit.Token());
        (await events.ReadAsync(Limit.Token())).Should().BeEquivalentTo(Event);
    }
}
