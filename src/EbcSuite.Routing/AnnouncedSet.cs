using EbcSuite.Events;

namespace EbcSuite.Routing;

/// <summary>
/// What one peer is asked for: the filters of all other links, reduced by covering. Of the filters held, those are
/// announced that no other announced one covers; each of the rest is covered by an announced one. A filter that many
/// links hold counts once. (Siena's poset keeps the same roots: Carzaniga, Rosenblum, Wolf 2001, section 4.)
/// </summary>
/// <remarks>
/// What <see cref="Change"/> returns has no gap: what becomes visible is announced before what hid it is withdrawn, so
/// that over a link which keeps the order the peer always holds a cover of every filter that stays.
/// </remarks>
public sealed class AnnouncedSet
{
    private readonly Dictionary<Filter, Entry> _held = [];
    private readonly Dictionary<Filter, ulong> _announced = [];
    private ulong _lastNumber;
    private long _lastOrder;

    /// <summary>The filters that the peer is asked for now.</summary>
    public IReadOnlyCollection<Filter> Announced => _announced.Keys;

    /// <summary>Takes filters in and out together.</summary>
    /// <param name="removed">Each must have been added as often as it is removed.</param>
    /// <returns>Subscribe and Unsubscribe in the order in which they have to be sent.</returns>
    public IReadOnlyList<LinkOutput> Change(IReadOnlyCollection<Filter> added, IReadOnlyCollection<Filter> removed)
    {
        var fresh = new List<Filter>();
        foreach (var filter in added)
        {
            if (_held.TryGetValue(filter, out var entry))
            {
                entry.Links++;
            }
            else
            {
                _held.Add(filter, new Entry { Links = 1, Order = ++_lastOrder });
                fresh.Add(filter);
            }
        }

        var leaving = Release(removed);

        // Only a withdrawn filter can uncover what was hidden before; without one only what is new has to be looked at.
        var candidates = leaving.Count > 0
            ? _held.Where(h => !_announced.ContainsKey(h.Key)).OrderBy(h => h.Value.Order).Select(h => h.Key)
            : fresh;
        var rising = Widest([.. candidates.Where(c => _held.ContainsKey(c) && !IsCovered(c))]);
        var sinking = _announced.Keys.Where(a => rising.Exists(r => r.Covers(a))).ToList();

        var outputs = new List<LinkOutput>();
        foreach (var filter in rising)
        {
            _announced.Add(filter, ++_lastNumber);
            outputs.Add(new LinkOutput.Subscribe(_lastNumber, filter));
        }

        outputs.AddRange(leaving.Select(number => new LinkOutput.Unsubscribe(number)));
        foreach (var filter in sinking)
        {
            _announced.Remove(filter, out var number);
            outputs.Add(new LinkOutput.Unsubscribe(number));
        }

        return outputs;
    }

    /// <summary>The numbers of the announcements that nobody holds any more.</summary>
    private List<ulong> Release(IReadOnlyCollection<Filter> removed)
    {
        var leaving = new List<ulong>();
        foreach (var filter in removed)
        {
            var entry = _held[filter];
            if (--entry.Links == 0)
            {
                _held.Remove(filter);
                if (_announced.Remove(filter, out var number))
                {
                    leaving.Add(number);
                }
            }
        }

        return leaving;
    }

    private bool IsCovered(Filter filter)
    {
        foreach (var announced in _announced.Keys)
        {
            if (announced.Covers(filter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Those that no other one covers; of two that cover each other the first.</summary>
    private static List<Filter> Widest(List<Filter> filters)
    {
        var widest = new List<Filter>();
        foreach (var filter in filters)
        {
            if (!widest.Exists(w => w.Covers(filter)))
            {
                widest.RemoveAll(filter.Covers);
                widest.Add(filter);
            }
        }

        return widest;
    }

    private sealed class Entry
    {
        public int Links { get; set; }

        public long Order { get; init; }
    }
}
