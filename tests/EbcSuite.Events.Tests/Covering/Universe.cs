namespace EbcSuite.Events.Tests.Covering;

/// <summary>
/// A few values that stand for all: every set of values that the constraints of a test can describe has a member
/// among them if it has any. A set of them is kept as bits, so that implication by brute force is quick enough to go
/// through all pairs.
/// </summary>
internal sealed class Universe(AttributeValue[] values)
{
    public int Words => (values.Length + 63) / 64;

    /// <summary>All strings up to a length over some letters, and one value of each other kind.</summary>
    public static Universe OfStrings(string[] letters, int length)
    {
        var all = new List<string> { "" };
        var last = all;
        for (var i = 0; i < length; i++)
        {
            last = last.SelectMany(s => letters.Select(l => s + l)).ToList();
            all = [.. all, .. last];
        }

        return new([.. all.Select(s => (AttributeValue)s), true, 3L, 4.0, new byte[] { 1 }]);
    }

    /// <summary>The values that the oracle says a constraint accepts.</summary>
    public ulong[] Accepted(Constraint constraint)
    {
        var bits = new ulong[Words];
        for (var i = 0; i < values.Length; i++)
        {
            bits[i / 64] |= Oracle.Accepts(constraint, values[i]) ? 1UL << (i % 64) : 0;
        }

        return bits;
    }
}
