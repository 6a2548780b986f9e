namespace EbcSuite.Routing;

/// <summary>The events of the last while, bounded in number and in time, so that a second copy is known. Used by one thread.</summary>
public sealed class SeenEvents(int capacity, TimeSpan time)
{
    private readonly HashSet<EventKey> _known = [];
    private readonly Queue<(EventKey Event, TimeSpan At)> _order = new();

    public int Count => _order.Count;

    /// <summary>False: it was seen before and is still remembered.</summary>
    public bool Add(EventKey key, TimeSpan now)
    {
        while (_order.TryPeek(out var oldest) && now - oldest.At > time)
        {
            Forget();
        }

        if (!_known.Add(key))
        {
            return false;
        }

        _order.Enqueue((key, now));
        if (_order.Count > capacity)
        {
            Forget();
        }

        return true;
    }

    private void Forget() => _known.Remove(_order.Dequeue().Event);
}
