namespace EbcSuite.Events;

/// <summary>
/// Looks for a string that satisfies some constraints and not another among the likely ones: their own texts, and these
/// put together. To find one settles the question at once; to find none says nothing.
/// </summary>
internal static class StringWitness
{
    // A character that texts seldom have, to keep parts from meeting.
    private const string Filler = "\u00a6";

    /// <param name="given">On strings.</param>
    /// <param name="wanted">What the string must not satisfy, if anything.</param>
    public static bool Exists(ReadOnlySpan<Constraint> given, Constraint? wanted)
    {
        if (IsWitness(given, wanted, ""))
        {
            return true;
        }

        foreach (var constraint in given)
        {
            if (constraint.Operator != Operator.Exists && IsWitness(given, wanted, constraint.Operand))
            {
                return true;
            }
        }

        return (wanted is not null && wanted.Operator != Operator.In && IsWitness(given, wanted, wanted.Operand))
            || IsWitness(given, wanted, Join(given, ""))
            || IsWitness(given, wanted, Join(given, Filler));
    }

    private static bool IsWitness(ReadOnlySpan<Constraint> given, Constraint? wanted, AttributeValue value) =>
        (wanted is null || !wanted.Accepts(value)) && Domains.AllAccept(given, value);

    /// <summary>The longest prefix (or the greatest lower bound), each part, the longest suffix.</summary>
    private static string Join(ReadOnlySpan<Constraint> given, string filler)
    {
        var (start, middle, end) = ("", filler, "");
        foreach (var constraint in given)
        {
            switch (constraint.Operator)
            {
                case Operator.Prefix or Operator.Greater or Operator.GreaterOrEqual
                    when Utf8Order.Compare(constraint.Operand.AsString(), start) > 0:
                    start = constraint.Operand.AsString();
                    break;
                case Operator.Suffix when constraint.Operand.AsString().Length > end.Length:
                    end = constraint.Operand.AsString();
                    break;
                case Operator.Contains:
                    middle += constraint.Operand.AsString() + filler;
                    break;
                default:
                    break;
            }
        }

        return start + middle + end;
    }
}
