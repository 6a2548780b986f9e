using EbcSuite.Events;

namespace EbcSuite.Routing.Tests;

[Category("Unit")]
public sealed class AnnouncedSetTests
{
    private static readonly Filter Narrow = Filter.Create(
        Constraint.Create("a", Operator.Equal, 1L), Constraint.Create("b", Operator.Equal, 1L));

    private static readonly Filter Wide = Filter.Equal("a", 1L);

    private static readonly Filter Other = Filter.Equal("c", 1L);

    [Test]
    public void A_covered_filter_is_not_announced()
    {
        var set = new AnnouncedSet();

        set.Change([Wide], []).Should().Equal(new LinkOutput.Subscribe(1, Wide));
        set.Change([Narrow], []).Should().BeEmpty();
        set.Change([Other], []).Should().Equal(new LinkOutput.Subscribe(2, Other));
    }

    [Test]
    public void A_wider_filter_is_announced_before_what_it_hides_is_withdrawn()
    {
        var set = new AnnouncedSet();
        set.Change([Narrow], []);

        set.Change([Wide], []).Should().Equal(new LinkOutput.Subscribe(2, Wide), new LinkOutput.Unsubscribe(1));
        set.Announced.Should().Equal(Wide);
    }

    [Test]
    public void What_a_leaving_filter_hid_is_announced_before_its_withdrawal()
    {
        var set = new AnnouncedSet();
        set.Change([Wide], []);
        set.Change([Narrow], []);

        set.Change([], [Wide]).Should().Equal(new LinkOutput.Subscribe(2, Narrow), new LinkOutput.Unsubscribe(1));
    }

    [Test]
    public void A_filter_that_several_links_hold_is_announced_once_and_withdrawn_with_the_last()
    {
        var set = new AnnouncedSet();
        set.Change([Wide], []);

        set.Change([Wide], []).Should().BeEmpty();
        set.Change([], [Wide]).Should().BeEmpty();
        set.Change([], [Wide]).Should().Equal(new LinkOutput.Unsubscribe(1));
    }

    [Test]
    public void Filters_that_come_together_are_reduced_among_themselves() =>
        new AnnouncedSet().Change([Narrow, Wide, Other, Narrow], [])
            .Should().BeEquivalentTo([new LinkOutput.Subscribe(1, Wide), new LinkOutput.Subscribe(2, Other)]);

    /// <summary>The law, after each step of random changes: nothing announced twice, all covered, no gap on the way.</summary>
    [Test]
    public void Every_filter_held_is_covered_at_every_moment_and_nothing_announced_is_covered([NUnit.Framework.Range(1, 300)] int seed)
    {
        var random = new Random(seed);
        var set = new AnnouncedSet();
        var held = new List<Filter>();
        var peer = new Dictionary<ulong, Filter>();
        for (var step = 0; step < 60; step++)
        {
            var removed = held.Where(_ => random.Next(8) == 0).ToList();
            var added = Enumerable.Range(0, random.Next(3)).Select(_ => RandomEvents.Filter(random)).ToList();
            removed.ForEach(f => held.Remove(f));
            foreach (var output in set.Change(added, removed))
            {
                Apply(peer, output);
                held.All(f => peer.Values.Any(p => p.Covers(f))).Should().BeTrue($"there must be no gap (seed {seed})");
            }

            held.AddRange(added);
            var announced = peer.Values.ToList();
            held.All(f => announced.Exists(p => p.Covers(f))).Should().BeTrue($"all held is covered (seed {seed})");
            announced.ToHashSet().SetEquals(set.Announced).Should().BeTrue($"seed {seed}");
            announced.TrueForAll(held.Contains).Should().BeTrue($"nothing is announced that nobody holds (seed {seed})");
            announced.TrueForAll(f => announced.Count(p => p.Covers(f)) == 1)
                .Should().BeTrue($"nothing announced is covered by another (seed {seed})");
        }
    }

    private static void Apply(Dictionary<ulong, Filter> peer, LinkOutput output)
    {
        switch (output)
        {
            case LinkOutput.Subscribe subscribe:
                peer.Add(subscribe.Subscription, subscribe.Filter);
                break;
            case LinkOutput.Unsubscribe unsubscribe:
                peer.Remove(unsubscribe.Subscription).Should().BeTrue();
                break;
            default:
                Assert.Fail($"{output} is not for a peer's subscriptions");
                break;
        }
    }
}
