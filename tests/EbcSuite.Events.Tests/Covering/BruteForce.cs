namespace EbcSuite.Events.Tests.Covering;

/// <summary>Holds contradiction and covering against a universe, both ways: what is said must be so, and what is so, said.</summary>
internal sealed class BruteForce
{
    private readonly int _words;
    private readonly Constraint[] _constraints;
    private readonly ulong[][] _accepted;
    private readonly Filter?[] _filters;

    public BruteForce(Universe universe, Constraint[] constraints)
    {
        _words = universe.Words;
        _constraints = constraints;
        _accepted = constraints.Select(universe.Accepted).ToArray();
        // What alone cannot be satisfied is no filter; it still is part of conjunctions that must be refused.
        _filters = constraints.Select((c, i) => IsEmpty(_accepted[i]) ? null : Filter.Create(c)).ToArray();
    }

    public int Checked { get; private set; }

    public void CheckAllSingles()
    {
        for (var i = 0; i < _constraints.Length; i++)
        {
            Check(i);
        }
    }

    public void CheckAllPairs()
    {
        for (var i = 0; i < _constraints.Length; i++)
        {
            for (var j = i + 1; j < _constraints.Length; j++)
            {
                Check(i, j);
            }
        }
    }

    public void CheckRandom(int seed, int count, int most)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            Check(Enumerable.Range(0, random.Next(3, most + 1)).Select(_ => random.Next(_constraints.Length)).ToArray());
        }
    }

    private void Check(params int[] given)
    {
        var satisfying = Enumerable.Repeat(ulong.MaxValue, _words).ToArray();
        foreach (var index in given)
        {
            for (var w = 0; w < _words; w++)
            {
                satisfying[w] &= _accepted[index][w];
            }
        }

        if (TryCreate(given, IsEmpty(satisfying)) is { } filter)
        {
            CheckCovering(filter, satisfying);
        }
    }

    private Filter? TryCreate(int[] given, bool isContradiction)
    {
        Checked++;
        try
        {
            var filter = Filter.Create(given.Select(i => _constraints[i]).ToArray());
            return isContradiction ? throw new AssertionException($"{filter} cannot be satisfied and is not refused.") : filter;
        }
        catch (EventRefusedException refused) when (refused.Reason == EventRefusal.Contradiction)
        {
            return isContradiction ? null : throw new AssertionException($"{refused.Message} But it can be satisfied.");
        }
    }

    private void CheckCovering(Filter filter, ulong[] satisfying)
    {
        for (var i = 0; i < _constraints.Length; i++)
        {
            if (_filters[i] is { } wanted)
            {
                Checked++;
                var implied = IsSubset(satisfying, _accepted[i]);
                if (wanted.Covers(filter) != implied)
                {
                    Assert.Fail($"{wanted} covers {filter}: said {!implied}, is {implied}.");
                }
            }
        }
    }

    private static bool IsEmpty(ulong[] bits) => !bits.AsSpan().ContainsAnyExcept(0UL);

    private static bool IsSubset(ulong[] inner, ulong[] outer)
    {
        for (var w = 0; w < inner.Length; w++)
        {
            if ((inner[w] & ~outer[w]) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
