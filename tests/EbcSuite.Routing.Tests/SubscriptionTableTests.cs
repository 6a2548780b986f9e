using EbcSuite.Events;

namespace EbcSuite.Routing.Tests;

[Category("Unit")]
public sealed class SubscriptionTableTests
{
    private static readonly Filter A = Filter.Equal("a", 1L);

    [Test]
    public void A_link_is_found_once_however_many_of_its_filters_match()
    {
        var table = new SubscriptionTable();
        table.Add(new(1), 1, A).Should().BeTrue();
        table.Add(new(1), 2, Filter.Everything).Should().BeTrue();
        table.Add(new(2), 1, Filter.Equal("a", 2L)).Should().BeTrue();

        Match(table, Notification.Create(("a", 1L))).Should().Equal(new LinkId(1));
        table.Count.Should().Be(3);
    }

    [Test]
    public void A_number_in_use_is_refused_and_changes_nothing()
    {
        var table = new SubscriptionTable();
        table.Add(new(1), 7, A);

        table.Add(new(1), 7, Filter.Everything).Should().BeFalse();

        Match(table, Notification.Create(("a", 2L))).Should().BeEmpty();
        table.Count.Should().Be(1);
    }

    [Test]
    public void What_is_removed_matches_no_more()
    {
        var table = new SubscriptionTable();
        table.Add(new(1), 1, A);
        table.Add(new(1), 2, A);
        table.Add(new(2), 1, Filter.Everything);

        table.Remove(new(1), 1).Should().Be(A);
        table.Remove(new(1), 1).Should().BeNull();
        Match(table, Notification.Create(("a", 1L))).Should().BeEquivalentTo([new LinkId(1), new LinkId(2)]);
        table.RemoveAll(new(1)).Should().Equal(A);
        table.RemoveAll(new(1)).Should().BeEmpty();
        Match(table, Notification.Create(("a", 1L))).Should().Equal(new LinkId(2));
        table.Count.Should().Be(1);
    }

    private static List<LinkId> Match(SubscriptionTable table, Notification notification)
    {
        var links = new List<LinkId>();
        table.Match(notification, links);
        return links;
    }
}
