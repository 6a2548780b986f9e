namespace EbcSuite.Events;

/// <summary>
/// Whether one constraint on a string implies another, by the order of strings and by what texts have in common. The
/// rules hold because there are infinitely many strings, no longest one, and because after <c>s</c> comes <c>s\0</c>.
/// </summary>
internal static class StringRules
{
    /// <returns>
    /// True if every string that <paramref name="given"/> accepts is accepted by <paramref name="wanted"/>; false if some
    /// string is not; null where it depends on the ends of the order (the empty string, U+0000, U+10FFFF).
    /// </returns>
    public static bool? Implies(Constraint given, Constraint wanted)
    {
        if (wanted.Operator is Operator.In or Operator.Equal)
        {
            return IsInfinite(given) ? false : null;
        }

        var known = given.Operand.AsString();
        var asked = wanted.Operand.AsString();
        if (asked.Length == 0 && wanted.Operator is Operator.Prefix or Operator.Suffix or Operator.Contains or Operator.GreaterOrEqual)
        {
            return true;
        }

        return given.Operator switch
        {
            Operator.Prefix => OfPrefix(known, wanted.Operator, asked),
            Operator.Suffix or Operator.Contains => OfPart(given.Operator, known, wanted.Operator, asked),
            Operator.Less or Operator.LessOrEqual => OfUpper(given.Operator, known, wanted.Operator, asked),
            Operator.Greater or Operator.GreaterOrEqual => OfLower(given.Operator, known, wanted.Operator, asked),
            // All strings but one: only what refuses that one string too, at the lower end.
            Operator.NotEqual => known.Length == 0 ? null : false,
            _ => null,
        };
    }

    // Strings that begin with p reach from p itself to beyond everything that does not.
    private static bool? OfPrefix(string p, Operator wanted, string asked) => wanted switch
    {
        Operator.Prefix => p.StartsWith(asked, StringComparison.Ordinal),
        Operator.Contains => p.Contains(asked, StringComparison.Ordinal),
        Operator.Suffix => false,
        Operator.Less or Operator.LessOrEqual => Utf8Order.Compare(p, asked) < 0 && !asked.StartsWith(p, StringComparison.Ordinal),
        Operator.Greater => Utf8Order.Compare(p, asked) > 0,
        Operator.GreaterOrEqual => Utf8Order.Compare(p, asked) >= 0,
        _ => null,
    };

    private static bool? OfPart(Operator given, string part, Operator wanted, string asked) => wanted switch
    {
        Operator.Contains => part.Contains(asked, StringComparison.Ordinal),
        Operator.Suffix => given == Operator.Suffix && part.EndsWith(asked, StringComparison.Ordinal),
        Operator.Prefix or Operator.Less or Operator.LessOrEqual => false,
        // U+0000 and then the part is below all that does not begin with U+0000.
        Operator.Greater or Operator.GreaterOrEqual => asked.Length > 0 && asked[0] != '\0' ? false : null,
        _ => null,
    };

    private static bool? OfUpper(Operator given, string bound, Operator wanted, string asked) => wanted switch
    {
        Operator.Less => given == Operator.Less ? Utf8Order.Compare(bound, asked) <= 0 : Utf8Order.Compare(bound, asked) < 0,
        Operator.LessOrEqual when given == Operator.LessOrEqual => Utf8Order.Compare(bound, asked) <= 0,
        Operator.LessOrEqual => Utf8Order.Compare(bound, asked) <= 0 || IsNext(asked, bound),
        // The empty string is among the given.
        _ => false,
    };

    private static bool? OfLower(Operator given, string bound, Operator wanted, string asked) => wanted switch
    {
        Operator.GreaterOrEqual => given == Operator.GreaterOrEqual
            ? Utf8Order.Compare(bound, asked) >= 0
            : Utf8Order.Compare(bound, asked) >= 0 || IsNext(bound, asked),
        Operator.Greater => given == Operator.Greater ? Utf8Order.Compare(bound, asked) >= 0 : Utf8Order.Compare(bound, asked) > 0,
        Operator.Less or Operator.LessOrEqual or Operator.Suffix => false,
        // All strings from U+10FFFF on begin with it; else there is always another first character above.
        _ => bound.StartsWith("\udbff\udfff", StringComparison.Ordinal) ? null : false,
    };

    private static bool IsNext(string low, string high) =>
        high.Length == low.Length + 1 && high[^1] == '\0' && high.StartsWith(low, StringComparison.Ordinal);

    // Below a text of U+0000 only, there are as many strings as it is long.
    private static bool IsInfinite(Constraint given) =>
        given.Operator is not (Operator.Less or Operator.LessOrEqual)
        || given.Operand.AsString().AsSpan().ContainsAnyExcept('\0');
}
