using EbcSuite.Events;

namespace EbcSuite.Routing;

/// <summary>
/// The obvious index: asks every filter. Exact by being nothing but the definition, which makes it the oracle of others;
/// quick enough for thousands of subscriptions (about 2 µs for a thousand).
/// </summary>
public sealed class SubscriptionTable : ISubscriptionIndex
{
    private readonly Dictionary<LinkId, Dictionary<ulong, Filter>> _links = [];

    public int Count { get; private set; }

    public bool Add(LinkId link, ulong subscription, Filter filter)
    {
        if (!_links.TryGetValue(link, out var filters))
        {
            _links.Add(link, filters = []);
        }

        if (!filters.TryAdd(subscription, filter))
        {
            return false;
        }

        Count++;
        return true;
    }

    public Filter? Remove(LinkId link, ulong subscription)
    {
        if (!_links.TryGetValue(link, out var filters) || !filters.Remove(subscription, out var filter))
        {
            return null;
        }

        Count--;
        if (filters.Count == 0)
        {
            _links.Remove(link);
        }

        return filter;
    }

    public IReadOnlyList<Filter> RemoveAll(LinkId link)
    {
        if (!_links.Remove(link, out var filters))
        {
            return [];
        }

        Count -= filters.Count;
        return [.. filters.Values];
    }

    public void Match(Notification notification, List<LinkId> links)
    {
        foreach (var (link, filters) in _links)
        {
            foreach (var filter in filters.Values)
            {
                if (filter.Matches(notification))
                {
                    links.Add(link);
                    break;
                }
            }
        }
    }
}
