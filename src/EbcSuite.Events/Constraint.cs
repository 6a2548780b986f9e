namespace EbcSuite.Events;

/// <summary>
/// One (attribute, operator, value). False on a missing attribute and on a value of another type, <c>!=</c> included;
/// integers and doubles compare with each other exactly; NaN matches nothing; −0.0 equals 0; strings compare by their
/// UTF-8 bytes. Immutable; safe to share between threads.
/// </summary>
public sealed class Constraint : IEquatable<Constraint>
{
    private readonly AttributeValue[] _values;
    private readonly AttributeValue[] _sorted;

    private Constraint(string attribute, Operator op, AttributeValue[] values, AttributeValue[] sorted)
    {
        Attribute = attribute;
        Operator = op;
        _values = values;
        _sorted = sorted;
    }

    public string Attribute { get; }

    public Operator Operator { get; }

    /// <summary>None for exists, the set for in, as it was given, else one.</summary>
    public IReadOnlyList<AttributeValue> Values => _values;

    /// <summary>The values, sorted and each once.</summary>
    internal ReadOnlySpan<AttributeValue> Set => _sorted;

    /// <summary>The one value of an operator that takes one.</summary>
    internal AttributeValue Operand => _values[0];

    /// <exception cref="EventRefusedException">
    /// The operator is unknown or does not fit the value's type, a limit of <see cref="EventLimits"/> is passed, a text is
    /// not UTF-8 (it has half of a surrogate pair), or a value is NaN, which nothing could match.
    /// </exception>
    public static Constraint Create(string attribute, Operator op, params ReadOnlySpan<AttributeValue> values)
    {
        EventLimits.CheckName(attribute);
        ConstraintRules.Check(attribute, op, values);
        var given = values.ToArray();
        return new(attribute, op, given, op == Operator.In ? Sort(given) : given);
    }

    public bool Matches(Notification notification) => notification.TryGet(Attribute, out var value) && Accepts(value);

    /// <summary>Whether an attribute that has <paramref name="value"/> satisfies this constraint.</summary>
    public bool Accepts(AttributeValue value) => Operator switch
    {
        Operator.Exists => true,
        Operator.In => IsInSet(value),
        Operator.Prefix => value.Kind == AttributeKind.String
            && value.AsString().StartsWith(Operand.AsString(), StringComparison.Ordinal),
        Operator.Suffix => value.Kind == AttributeKind.String
            && value.AsString().EndsWith(Operand.AsString(), StringComparison.Ordinal),
        Operator.Contains => value.Kind == AttributeKind.String
            && value.AsString().Contains(Operand.AsString(), StringComparison.Ordinal),
        Operator.Equal => ValueComparison.AreEqual(value, Operand),
        _ => AcceptsInOrder(ValueComparison.Compare(value, Operand)),
    };

    /// <summary>Of the same attribute and operator with the same values (kinds too: 1 is not 1.0 here); a set is a set.</summary>
    public bool Equals(Constraint? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Operator == other.Operator
            && string.Equals(Attribute, other.Attribute, StringComparison.Ordinal)
            && _sorted.AsSpan().SequenceEqual(other._sorted));

    public override bool Equals(object? obj) => Equals(obj as Constraint);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Attribute);
        hash.Add(Operator);
        foreach (var value in _sorted)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>The text form: <c>site ^= "ha"</c>.</summary>
    public override string ToString() => FilterText.Write(this);

    private static AttributeValue[] Sort(AttributeValue[] values)
    {
        var sorted = values.AsSpan().ToArray();
        Array.Sort(sorted, ValueOrder.Instance);
        var kept = 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[kept - 1])
            {
                sorted[kept++] = sorted[i];
            }
        }

        return kept == sorted.Length ? sorted : sorted[..kept];
    }

    private bool IsInSet(AttributeValue value)
    {
        if (value.Kind == AttributeKind.Double && double.IsNaN(value.AsDouble()))
        {
            return false;
        }

        int low = 0, high = _sorted.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (ValueOrder.CompareMeaning(_sorted[middle], value))
            {
                case 0: return true;
                case < 0: low = middle + 1; break;
                default: high = middle - 1; break;
            }
        }

        return false;
    }

    private bool AcceptsInOrder(int? order) => Operator switch
    {
        Operator.NotEqual => order is not (null or 0),
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        Operator.GreaterOrEqual => order >= 0,
        _ => false,
    };
}
