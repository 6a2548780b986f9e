namespace EbcSuite.Events;

/// <summary>
/// The points that satisfy order constraints and <c>!=</c> on numbers: from a lowest to a highest, both of them members,
/// without some points between. Exact, since the line of numbers is discrete: <c>x &gt; 1</c> is <c>x</c> from the point
/// after 1 on. Allocates nothing.
/// </summary>
internal readonly ref struct NumberSet
{
    private readonly ReadOnlySpan<Constraint> _constraints;
    private readonly NumberPoint _low = NumberPoint.Lowest;
    private readonly NumberPoint _high = NumberPoint.Highest;

    /// <param name="constraints">On numbers, none of them <c>=</c> or <c>in</c>; <c>exists</c> is allowed.</param>
    public NumberSet(ReadOnlySpan<Constraint> constraints)
    {
        _constraints = constraints;
        foreach (var constraint in constraints)
        {
            switch (constraint.Operator)
            {
                case Operator.GreaterOrEqual: Raise(ref _low, NumberPoint.Of(constraint.Operand)); break;
                case Operator.LessOrEqual: Lower(ref _high, NumberPoint.Of(constraint.Operand)); break;
                case Operator.Greater when NumberPoint.Of(constraint.Operand).Next() is { } next: Raise(ref _low, next); break;
                case Operator.Less when NumberPoint.Of(constraint.Operand).Previous() is { } previous: Lower(ref _high, previous); break;
                case Operator.Greater or Operator.Less: IsEmpty = true; break;
                default: break;
            }
        }

        // Step over excluded points, so that the ends are members; each step passes another constraint: at most 64.
        IsEmpty |= _low.CompareTo(_high) > 0;
        while (!IsEmpty && IsExcluded(_low))
        {
            IsEmpty = _low == _high;
            _low = _low.Next() ?? _low;
        }

        while (!IsEmpty && IsExcluded(_high))
        {
            // The lowest is a member by now: this ends there at the latest.
            _high = _high.Previous() ?? _high;
        }
    }

    public bool IsEmpty { get; }

    /// <summary>Whether <paramref name="wanted"/> accepts every point of this set.</summary>
    public bool IsWithin(Constraint wanted)
    {
        if (IsEmpty)
        {
            return true;
        }

        if (wanted.Operator == Operator.In)
        {
            return IsWithinList(wanted.Set);
        }

        if (!wanted.Operand.IsNumber)
        {
            return false;
        }

        var bound = NumberPoint.Of(wanted.Operand);
        return wanted.Operator switch
        {
            Operator.Less => _high.CompareTo(bound) < 0,
            Operator.LessOrEqual => _high.CompareTo(bound) <= 0,
            Operator.Greater => _low.CompareTo(bound) > 0,
            Operator.GreaterOrEqual => _low.CompareTo(bound) >= 0,
            Operator.NotEqual => bound.CompareTo(_low) < 0 || bound.CompareTo(_high) > 0 || IsExcluded(bound),
            Operator.Equal => _low == bound && _high == bound,
            _ => false,
        };
    }

    private bool IsWithinList(ReadOnlySpan<AttributeValue> list)
    {
        // Walks the members upwards. Each that is found in the list is another of its values, so the walk is short.
        var point = _low;
        while (true)
        {
            if (!IsExcluded(point) && !IsIn(list, point))
            {
                return false;
            }

            if (point == _high || point.Next() is not { } next)
            {
                return true;
            }

            point = next;
        }
    }

    private bool IsExcluded(NumberPoint point)
    {
        foreach (var constraint in _constraints)
        {
            if (constraint.Operator == Operator.NotEqual && NumberPoint.Of(constraint.Operand) == point)
            {
                return true;
            }
        }

        return false;
    }

    private static void Raise(ref NumberPoint low, NumberPoint bound) => low = bound.CompareTo(low) > 0 ? bound : low;

    private static void Lower(ref NumberPoint high, NumberPoint bound) => high = bound.CompareTo(high) < 0 ? bound : high;

    private static bool IsIn(ReadOnlySpan<AttributeValue> list, NumberPoint point)
    {
        foreach (var value in list)
        {
            if (value.IsNumber && NumberPoint.Of(value) == point)
            {
                return true;
            }
        }

        return false;
    }
}
