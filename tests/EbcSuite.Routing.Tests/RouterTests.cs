using EbcSuite.Events;

namespace EbcSuite.Routing.Tests;

[Category("Unit")]
public sealed class RouterTests
{
    private static readonly LinkId Alice = new(1);
    private static readonly LinkId Bob = new(2);
    private static readonly LinkId East = new(3);
    private static readonly LinkId West = new(4);
    private static readonly Filter A = Filter.Equal("a", 1L);
    private static readonly Notification Event = Notification.Create(("a", 1L));
    private static readonly LinkOutput Accept = LinkOutput.Accept.Instance;

    private Router _router = new(99, new RouterLimits());

    [SetUp]
    public void Begin()
    {
        _router = new(99, new RouterLimits { SubscriptionsOfClient = 3, Hops = 3, Links = 4, RememberedTime = TimeSpan.FromSeconds(10) });
        Up(Alice);
        Up(Bob);
        Up(East, LinkKind.Peer);
        Up(West, LinkKind.Peer);
    }

    private IReadOnlyList<Send> Up(LinkId link, LinkKind kind = LinkKind.Client, LinkRights? rights = null) =>
        Handle(link, new LinkInput.Up(kind, rights ?? LinkRights.Everything, $"name-{link.Number}"));

    private IReadOnlyList<Send> Handle(LinkId link, LinkInput input, double seconds = 0) =>
        _router.Handle(link, input, TimeSpan.FromSeconds(seconds));

    private Refusal? RefusalOf(LinkId link, LinkInput input)
    {
        var sends = Handle(link, input);
        return sends.Count == 1 && sends[0].Link == link && sends[0].Output is LinkOutput.Refuse refuse ? refuse.Code : null;
    }

    [Test]
    public void A_subscriber_is_delivered_to_once_and_the_publisher_too_if_it_subscribed()
    {
        Handle(Alice, new LinkInput.Subscribe(1, A));
        Handle(Alice, new LinkInput.Subscribe(2, Filter.Everything));
        Handle(Bob, new LinkInput.Subscribe(1, Filter.Equal("a", 2L)));

        Handle(Alice, new LinkInput.Publish(Event)).Should().Equal(
            new Send(Alice, Accept), new Send(Alice, new LinkOutput.Deliver(new(99, 1), Event)));
    }

    [Test]
    public void Deliveries_of_one_event_are_one_object()
    {
        Handle(Alice, new LinkInput.Subscribe(1, A));
        Handle(Bob, new LinkInput.Subscribe(1, A));

        var outputs = Handle(Bob, new LinkInput.Publish(Event)).Skip(1).Select(s => s.Output).ToArray();

        outputs.Should().HaveCount(2);
        outputs[0].Should().BeSameAs(outputs[1]);
    }

    [Test]
    public void A_subscription_is_told_to_every_peer_but_the_one_it_came_from()
    {
        Handle(Alice, new LinkInput.Subscribe(1, A)).Should().Equal(
            new Send(Alice, Accept),
            new Send(East, new LinkOutput.Subscribe(1, A)),
            new Send(West, new LinkOutput.Subscribe(1, A)));
        var other = Filter.Equal("b", 1L);
        Handle(East, new LinkInput.Subscribe(5, other)).Should().Equal(
            new Send(East, Accept), new Send(West, new LinkOutput.Subscribe(2, other)));
    }

    [Test]
    public void A_forwarded_event_goes_on_with_one_more_hop_and_never_back()
    {
        Handle(East, new LinkInput.Subscribe(1, A));
        Handle(West, new LinkInput.Subscribe(1, A));

        Handle(East, new LinkInput.Forward(new(7, 1), 1, Event)).Should().Equal(
            new Send(West, new LinkOutput.Forward(new(7, 1), 2, Event)));
    }

    [Test]
    public void A_second_copy_is_dropped_while_it_is_remembered()
    {
        Handle(Alice, new LinkInput.Subscribe(1, A));

        Handle(East, new LinkInput.Forward(new(7, 1), 1, Event)).Should().ContainSingle();
        Handle(West, new LinkInput.Forward(new(7, 1), 2, Event), seconds: 10).Should().BeEmpty();
        Handle(West, new LinkInput.Forward(new(99, 1), 2, Event)).Should().BeEmpty("that is this broker's own run");

        _router.Counters.Duplicates.Should().Be(2);
        _router.Counters.Delivered.Should().Be(1);
    }

    [Test]
    public void An_event_ends_after_the_most_hops()
    {
        Handle(West, new LinkInput.Subscribe(1, A));
        Handle(Alice, new LinkInput.Subscribe(1, A));

        Handle(East, new LinkInput.Forward(new(7, 1), 3, Event)).Should().ContainSingle()
            .Which.Link.Should().Be(Alice, "the last hop still delivers");
        Handle(East, new LinkInput.Forward(new(7, 2), 4, Event)).Should().BeEmpty();
        _router.Counters.OverHops.Should().Be(1);
    }

    [Test]
    public void A_new_peer_is_asked_for_the_reduced_set_at_once()
    {
        Handle(West, LinkInput.Down.Instance);
        Handle(Alice, new LinkInput.Subscribe(1, A));
        Handle(Bob, new LinkInput.Subscribe(1, Filter.Create(
            Constraint.Create("a", Operator.Equal, 1L), Constraint.Create("b", Operator.Equal, 1L))));

        Up(West, LinkKind.Peer).Should().Equal(new Send(West, new LinkOutput.Subscribe(1, A)));
    }

    [Test]
    public void A_lost_links_subscriptions_are_withdrawn()
    {
        Handle(East, new LinkInput.Subscribe(1, A));

        Handle(East, LinkInput.Down.Instance).Should().Equal(new Send(West, new LinkOutput.Unsubscribe(1)));

        Handle(Alice, new LinkInput.Publish(Event)).Should().Equal(new Send(Alice, Accept));
        _router.Subscriptions.Should().Be(0);
        Handle(East, LinkInput.Down.Instance).Should().BeEmpty("it is down already");
    }

    [Test]
    public void Rights_are_asked_for_every_publish_subscribe_and_forward()
    {
        var rights = new LinkRights([Filter.Equal("from", "bob")], [Filter.Equal("node", "bob")]);
        Handle(Bob, LinkInput.Down.Instance);
        Up(Bob, LinkKind.Client, rights);

        RefusalOf(Bob, new LinkInput.Publish(Event)).Should().Be(Refusal.NotAllowed);
        RefusalOf(Bob, new LinkInput.Publish(Notification.Create(("from", "bob")))).Should().BeNull();
        RefusalOf(Bob, new LinkInput.Subscribe(1, Filter.Everything)).Should().Be(Refusal.NotAllowed);
        RefusalOf(Bob, new LinkInput.Subscribe(1, Filter.Equal("node", "bob"))).Should().BeNull();

        Handle(East, LinkInput.Down.Instance);
        Up(East, LinkKind.Peer, rights);
        RefusalOf(East, new LinkInput.Forward(new(7, 1), 1, Event)).Should().Be(Refusal.NotAllowed);
        _router.Counters.Refused.Should().Be(3);
    }

    [Test]
    public void What_does_not_fit_the_links_state_is_refused_by_name_and_changes_nothing()
    {
        var unknown = new LinkId(77);
        RefusalOf(unknown, new LinkInput.Publish(Event)).Should().Be(Refusal.NotGreeted);
        RefusalOf(unknown, new LinkInput.Up(LinkKind.Client, LinkRights.Everything, "fifth")).Should().Be(Refusal.TooManyLinks);
        RefusalOf(Alice, new LinkInput.Up(LinkKind.Client, LinkRights.Everything, "again")).Should().Be(Refusal.AlreadyGreeted);
        RefusalOf(Alice, new LinkInput.Forward(new(7, 1), 1, Event)).Should().Be(Refusal.NotAPeer);
        RefusalOf(East, new LinkInput.Publish(Event)).Should().Be(Refusal.NotAClient);
        RefusalOf(Alice, new LinkInput.Unsubscribe(1)).Should().Be(Refusal.UnknownSubscription);

        Handle(Alice, new LinkInput.Subscribe(1, A));
        RefusalOf(Alice, new LinkInput.Subscribe(1, Filter.Everything)).Should().Be(Refusal.SubscriptionInUse);
        Handle(Alice, new LinkInput.Subscribe(2, A));
        Handle(Alice, new LinkInput.Subscribe(3, A));
        RefusalOf(Alice, new LinkInput.Subscribe(4, A)).Should().Be(Refusal.TooManySubscriptions);
        _router.Subscriptions.Should().Be(3);
    }

    [Test]
    public void The_window_of_remembered_events_is_bounded_in_number_and_time()
    {
        var seen = new SeenEvents(2, TimeSpan.FromSeconds(10));

        seen.Add(new(1, 1), TimeSpan.Zero).Should().BeTrue();
        seen.Add(new(1, 1), TimeSpan.Zero).Should().BeFalse();
        seen.Add(new(1, 2), TimeSpan.Zero).Should().BeTrue();
        seen.Add(new(1, 3), TimeSpan.Zero).Should().BeTrue();
        seen.Count.Should().Be(2);
        seen.Add(new(1, 1), TimeSpan.Zero).Should().BeTrue("it was pushed out");
        seen.Add(new(1, 1), TimeSpan.FromSeconds(11)).Should().BeTrue("it is too long ago");
        seen.Count.Should().Be(1);
    }
}
