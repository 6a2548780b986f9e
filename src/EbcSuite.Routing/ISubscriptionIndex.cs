using EbcSuite.Events;

namespace EbcSuite.Routing;

/// <summary>
/// The subscriptions of all links, and which links a notification goes to. Used by one thread.
/// <see cref="SubscriptionTable"/> says by a scan what every faster index has to answer.
/// </summary>
public interface ISubscriptionIndex
{
    /// <summary>Subscriptions held.</summary>
    int Count { get; }

    /// <summary>False: the link has a subscription of that number; nothing changes.</summary>
    bool Add(LinkId link, ulong subscription, Filter filter);

    /// <summary>The filter that was removed, or null: the link has no subscription of that number.</summary>
    Filter? Remove(LinkId link, ulong subscription);

    /// <summary>Removes all subscriptions of a link.</summary>
    /// <returns>Their filters; one that was subscribed twice is there twice.</returns>
    IReadOnlyList<Filter> RemoveAll(LinkId link);

    /// <summary>Adds each link that has a matching subscription to <paramref name="links"/>, once, in no particular order.</summary>
    void Match(Notification notification, List<LinkId> links);
}
