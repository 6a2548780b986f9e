using EbcSuite.Events;

namespace EbcSuite.AppDriver.Streams;

/// <summary>The last notification of each of the last few streams. Safe for several threads.</summary>
internal sealed class RecentStreams(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Notification> _last = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public void Set(string stream, Notification notice)
    {
        lock (_lock)
        {
            if (!_last.ContainsKey(stream))
            {
                _order.Enqueue(stream);
                while (_order.Count > capacity)
                {
                    _last.Remove(_order.Dequeue());
                }
            }

            _last[stream] = notice;
        }
    }

    public Notification? Find(string stream)
    {
        lock (_lock)
        {
            return _last.GetValueOrDefault(stream);
        }
    }

    public Notification? Remove(string stream)
    {
        lock (_lock)
        {
            return _last.Remove(stream, out var notice) ? notice : null;
        }
    }
}
