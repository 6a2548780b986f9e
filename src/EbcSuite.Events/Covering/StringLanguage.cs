namespace EbcSuite.Events;

/// <summary>
/// The set of strings that satisfy some constraints and not another. Each constraint is an automaton; the set is empty
/// exactly when their product, explored from its start as far as it is alive, has no state where all accept.
/// </summary>
internal sealed class StringLanguage
{
    private readonly List<RuneTracker> _trackers = [];
    private readonly List<int[]> _constants = [];
    private bool _isTooLarge;

    /// <param name="given">On strings, none of them <c>in</c>; <c>exists</c> is allowed.</param>
    /// <param name="wanted">Whose strings are left out, if given.</param>
    public StringLanguage(ReadOnlySpan<Constraint> given, Constraint? wanted)
    {
        foreach (var constraint in given)
        {
            if (constraint.Operator != Operator.Exists)
            {
                Add(constraint.Operator, constraint.Operand.AsString(), negated: false);
            }
        }

        if (wanted is not null)
        {
            foreach (var value in wanted.Set)
            {
                if (value.Kind == AttributeKind.String)
                {
                    Add(wanted.Operator == Operator.In ? Operator.Equal : wanted.Operator, value.AsString(), negated: true);
                }
            }
        }
    }

    /// <summary>Whether no string is in the set; null if that took more than <see cref="EventLimits.ReasoningSteps"/>.</summary>
    public bool? IsEmpty()
    {
        if (_isTooLarge)
        {
            return null;
        }

        var alphabet = RuneAlphabet.Of(_constants);
        // A state is a string with a char for each tracker: a value that hashes and compares by itself.
        var start = new string(RuneTracker.Start, _trackers.Count);
        var known = new HashSet<string>(StringComparer.Ordinal) { start };
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var open = new Queue<string>();
        open.Enqueue(start);
        var budget = EventLimits.ReasoningSteps;
        Span<char> next = stackalloc char[EventLimits.Constraints + EventLimits.SetValues];
        next = next[.._trackers.Count];

        while (open.TryDequeue(out var state))
        {
            if (AllAcceptEnd(state))
            {
                return false;
            }

            budget -= alphabet.Length * _trackers.Count;
            if (budget < 0)
            {
                return null;
            }

            foreach (var rune in alphabet)
            {
                if (TryStep(state, rune, next) && lookup.Add(next))
                {
                    _ = lookup.TryGetValue(next, out var added);
                    open.Enqueue(added!);
                }
            }
        }

        return true;
    }

    private void Add(Operator op, string constant, bool negated)
    {
        if (constant.Length > RuneTracker.MaxLength)
        {
            _isTooLarge = true;
            return;
        }

        var scalars = RuneAlphabet.Scalars(constant);
        _constants.Add(scalars);
        // Every string contains the empty one and ends with it; as a prefix it says the same.
        _trackers.Add(op is Operator.Suffix or Operator.Contains && scalars.Length > 0
            ? new MatchTracker(scalars, op == Operator.Contains, negated)
            : new OrderTracker(scalars, op is Operator.Suffix or Operator.Contains ? Operator.Prefix : op, negated));
    }

    private bool AllAcceptEnd(string state)
    {
        for (var i = 0; i < state.Length; i++)
        {
            if (!_trackers[i].AcceptsEnd(state[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryStep(string state, int rune, Span<char> next)
    {
        for (var i = 0; i < state.Length; i++)
        {
            next[i] = _trackers[i].Step(state[i], rune);
            if (_trackers[i].IsDead(next[i]))
            {
                return false;
            }
        }

        return true;
    }
}
