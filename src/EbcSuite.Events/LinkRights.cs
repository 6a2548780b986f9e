namespace EbcSuite.Events;

/// <summary>
/// What a link may do, as filters: publish what a publish filter matches, subscribe what a subscribe filter covers.
/// An empty list allows nothing; the empty filter allows everything. Immutable; safe to share between threads.
/// </summary>
public sealed record LinkRights(IReadOnlyList<Filter> Publish, IReadOnlyList<Filter> Subscribe)
{
    public static readonly LinkRights Everything = new([Filter.Everything], [Filter.Everything]);

    public static readonly LinkRights Nothing = new([], []);

    public bool MayPublish(Notification notification)
    {
        foreach (var filter in Publish)
        {
            if (filter.Matches(notification))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether one subscribe filter covers <paramref name="filter"/>: a link can hear only what it could have been given
    /// by that right alone.
    /// </summary>
    public bool MaySubscribe(Filter filter)
    {
        foreach (var right in Subscribe)
        {
            if (right.Covers(filter))
            {
                return true;
            }
        }

        return false;
    }

    public bool Equals(LinkRights? other) =>
        other is not null && Publish.SequenceEqual(other.Publish) && Subscribe.SequenceEqual(other.Subscribe);

    public override int GetHashCode() => HashCode.Combine(Publish.Count, Subscribe.Count);
}
