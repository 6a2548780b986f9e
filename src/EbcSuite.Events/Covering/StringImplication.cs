namespace EbcSuite.Events;

/// <summary>
/// Implication and contradiction of constraints on a string: first the rules for pairs and a look at some likely
/// strings, which settle what people write; then the automaton, which settles the rest.
/// </summary>
internal static class StringImplication
{
    /// <param name="given">On strings, none of them <c>=</c> or <c>in</c>; <c>exists</c> is allowed.</param>
    public static bool Holds(ReadOnlySpan<Constraint> given, Constraint wanted)
    {
        if (wanted.Operator != Operator.In && wanted.Operand.Kind != AttributeKind.String)
        {
            return false;
        }

        if (wanted.Operator == Operator.NotEqual)
        {
            return !Domains.AllAccept(given, wanted.Operand);
        }

        foreach (var one in given)
        {
            switch (one.Operator == Operator.Exists ? null : StringRules.Implies(one, wanted))
            {
                case true: return true;
                case false when given.Length == 1: return false;
                default: break;
            }
        }

        return !StringWitness.Exists(given, wanted) && new StringLanguage(given, wanted).IsEmpty() == true;
    }

    /// <inheritdoc cref="Holds"/>
    public static bool CanBeSatisfied(ReadOnlySpan<Constraint> given) =>
        StringWitness.Exists(given, wanted: null) || new StringLanguage(given, wanted: null).IsEmpty() != true;
}
