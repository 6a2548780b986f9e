namespace EbcSuite.Events;

/// <summary>
/// Implication between filters. A filter constrains each attribute apart from the others, so F covers G exactly when
/// every constraint of F follows from the constraints that G has on the same attribute. (G can be satisfied, or it would
/// not exist: the attribute that G leaves free can be missing, and the others can be given values one by one.)
/// </summary>
internal static class Covering
{
    public static bool Covers(Filter wide, Filter narrow)
    {
        var given = narrow.Sorted;
        string? attribute = null;
        var onAttribute = ReadOnlySpan<Constraint>.Empty;

        // Both are sorted by attribute: one walk over the two. Nothing is allocated in the common cases.
        foreach (var wanted in wide.Sorted)
        {
            if (!string.Equals(attribute, wanted.Attribute, StringComparison.Ordinal))
            {
                attribute = wanted.Attribute;
                onAttribute = TakeAttribute(ref given, attribute);
            }

            if (onAttribute.IsEmpty || !Implication.Holds(onAttribute, wanted))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The constraints on <paramref name="attribute"/>; what sorts before it is dropped too.</summary>
    private static ReadOnlySpan<Constraint> TakeAttribute(scoped ref ReadOnlySpan<Constraint> given, string attribute)
    {
        var start = 0;
        var order = -1;
        while (start < given.Length && (order = string.CompareOrdinal(given[start].Attribute, attribute)) < 0)
        {
            start++;
        }

        var end = start;
        while (order == 0 && end < given.Length
            && (end == start || string.Equals(given[end].Attribute, attribute, StringComparison.Ordinal)))
        {
            end++;
        }

        var taken = given[start..end];
        given = given[end..];
        return taken;
    }
}
