namespace EbcSuite.Events;

/// <summary>Refuses constraints on one attribute that no value satisfies together.</summary>
internal static class Contradiction
{
    /// <param name="sorted">The constraints of a filter, those of an attribute together.</param>
    /// <exception cref="EventRefusedException">With the attribute and, where two are enough, the two constraints.</exception>
    public static void Refuse(ReadOnlySpan<Constraint> sorted)
    {
        while (!sorted.IsEmpty)
        {
            var count = 1;
            while (count < sorted.Length && string.Equals(sorted[count].Attribute, sorted[0].Attribute, StringComparison.Ordinal))
            {
                count++;
            }

            if (!CanBeSatisfied(sorted[..count]))
            {
                throw new EventRefusedException(EventRefusal.Contradiction, Explain(sorted[..count]));
            }

            sorted = sorted[count..];
        }
    }

    private static bool CanBeSatisfied(ReadOnlySpan<Constraint> constraints) => Domains.Of(constraints, out var list) switch
    {
        Domain.All => true,
        Domain.Listed => AnyAccepted(constraints, list!.Set),
        Domain.Booleans => AnyAccepted(constraints, [false, true]),
        Domain.Numbers => !new NumberSet(constraints).IsEmpty,
        Domain.Strings => StringImplication.CanBeSatisfied(constraints),
        _ => false,
    };

    private static bool AnyAccepted(ReadOnlySpan<Constraint> constraints, ReadOnlySpan<AttributeValue> list)
    {
        foreach (var value in list)
        {
            if (Domains.AllAccept(constraints, value))
            {
                return true;
            }
        }

        return false;
    }

    private static string Explain(ReadOnlySpan<Constraint> constraints)
    {
        foreach (var one in constraints)
        {
            if (!CanBeSatisfied([one]))
            {
                return $"'{one.Attribute}': no value satisfies {FilterText.Shorten(one)}.";
            }
        }

        for (var i = 0; i < constraints.Length; i++)
        {
            for (var j = i + 1; j < constraints.Length; j++)
            {
                if (!CanBeSatisfied([constraints[i], constraints[j]]))
                {
                    return $"'{constraints[i].Attribute}': {FilterText.Shorten(constraints[i])} contradicts "
                        + $"{FilterText.Shorten(constraints[j])}.";
                }
            }
        }

        var all = string.Join(" and ", constraints.ToArray().Select(FilterText.Shorten));
        return $"'{constraints[0].Attribute}': no value satisfies {all}.";
    }
}
