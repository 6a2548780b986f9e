namespace EbcSuite.Events;

/// <summary>
/// An automaton that reads a string character by character (Unicode scalars: their order is that of UTF-8) and knows
/// whether it satisfies one constraint. A state is a number below 2^16.
/// </summary>
internal abstract class RuneTracker
{
    /// <summary>Longest constant, so that a state fits a char.</summary>
    public const int MaxLength = 60_000;

    /// <summary>The state at the start of every string.</summary>
    public const char Start = '\0';

    public abstract char Step(char state, int rune);

    /// <summary>Whether the string that ends here satisfies the constraint.</summary>
    public abstract bool AcceptsEnd(char state);

    /// <summary>Whether no continuation from here can satisfy the constraint.</summary>
    public abstract bool IsDead(char state);
}
