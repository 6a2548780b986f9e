namespace EbcSuite.Events;

/// <summary>Whether a constraint follows from constraints on the same attribute that can be satisfied together.</summary>
internal static class Implication
{
    public static bool Holds(ReadOnlySpan<Constraint> given, Constraint wanted)
    {
        if (wanted.Operator == Operator.Exists)
        {
            return true;
        }

        switch (Domains.Of(given, out var list))
        {
            case Domain.Listed:
                return HoldsOnList(given, wanted, list!.Set);
            case Domain.Booleans:
                return HoldsOnList(given, wanted, [false, true]);
            case Domain.Numbers:
                return new NumberSet(given).IsWithin(wanted);
            case Domain.Strings:
                return StringImplication.Holds(given, wanted);
            case Domain.None:
                // Nothing satisfies them, and everything follows; such filters do not exist.
                return true;
            default:
                // Bytes, say, satisfy them, and no other constraint accepts bytes.
                return false;
        }
    }

    private static bool HoldsOnList(ReadOnlySpan<Constraint> given, Constraint wanted, ReadOnlySpan<AttributeValue> list)
    {
        foreach (var value in list)
        {
            if (!wanted.Accepts(value) && Domains.AllAccept(given, value))
            {
                return false;
            }
        }

        return true;
    }
}
