namespace EbcSuite.Events;

/// <summary>
/// Tracks whether a constant stands within a string, or at its end: the automaton of Knuth, Morris and Pratt (SIAM J.
/// Comput. 6(2), 1977). The state is how much of the constant the string ends with; for contains it stays once found.
/// </summary>
internal sealed class MatchTracker : RuneTracker
{
    private readonly int[] _constant;
    private readonly int[] _fallback;
    private readonly bool _anywhere;
    private readonly bool _negated;

    /// <param name="constant">Not empty.</param>
    /// <param name="anywhere">Contains; else suffix.</param>
    /// <param name="negated">The string must not.</param>
    public MatchTracker(int[] constant, bool anywhere, bool negated)
    {
        _constant = constant;
        _anywhere = anywhere;
        _negated = negated;
        _fallback = Fallbacks(constant);
    }

    public override char Step(char state, int rune)
    {
        int matched = state;
        if (matched == _constant.Length)
        {
            if (_anywhere)
            {
                return state;
            }

            matched = _fallback[matched];
        }

        while (matched > 0 && _constant[matched] != rune)
        {
            matched = _fallback[matched];
        }

        return (char)(_constant[matched] == rune ? matched + 1 : 0);
    }

    public override bool AcceptsEnd(char state) => (state == _constant.Length) != _negated;

    public override bool IsDead(char state) => _anywhere && _negated && state == _constant.Length;

    /// <summary>For each length n, the longest proper end of the first n characters that is also their beginning.</summary>
    private static int[] Fallbacks(int[] constant)
    {
        var fallback = new int[constant.Length + 1];
        var length = 0;
        for (var i = 1; i < constant.Length; i++)
        {
            while (length > 0 && constant[i] != constant[length])
            {
                length = fallback[length];
            }

            length += constant[i] == constant[length] ? 1 : 0;
            fallback[i + 1] = length;
        }

        return fallback;
    }
}
