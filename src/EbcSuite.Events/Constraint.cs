namespace EbcSuite.Events;

/// <summary>
/// One (attribute, operator, value). False on a missing attribute and on a value of another type, <c>!=</c> included;
/// integers and doubles compare with each other exactly; NaN matches nothing; −0.0 equals 0.
/// </summary>
public sealed class Constraint : IEquatable<Constraint>
{
    private Constraint(string attribute, Operator op, AttributeValue[] values)
    {
        Attribute = attribute;
        Operator = op;
        Values = values;
    }

    public string Attribute { get; }

    public Operator Operator { get; }

    /// <summary>None for exists, the set for in, else one.</summary>
    public IReadOnlyList<AttributeValue> Values { get; }

    /// <exception cref="EventRefusedException">
    /// The operator is unknown or does not fit the value's type, or a limit of <see cref="EventLimits"/> is passed.
    /// </exception>
    public static Constraint Create(string attribute, Operator op, params ReadOnlySpan<AttributeValue> values)
    {
        EventLimits.CheckName(attribute);
        ConstraintRules.Check(attribute, op, values);
        return new(attribute, op, values.ToArray());
    }

    public bool Matches(Notification notification) => notification.TryGet(Attribute, out var value) && Accepts(value);

    /// <summary>Whether an attribute that has <paramref name="value"/> satisfies this constraint.</summary>
    public bool Accepts(AttributeValue value) => Operator switch
    {
        Operator.Exists => true,
        Operator.In => Values.Any(v => ValueComparison.Compare(value, v) == 0),
        Operator.Prefix => value.Kind == AttributeKind.String
            && value.AsString().StartsWith(Values[0].AsString(), StringComparison.Ordinal),
        Operator.Suffix => value.Kind == AttributeKind.String
            && value.AsString().EndsWith(Values[0].AsString(), StringComparison.Ordinal),
        Operator.Contains => value.Kind == AttributeKind.String
            && value.AsString().Contains(Values[0].AsString(), StringComparison.Ordinal),
        _ => AcceptsInOrder(ValueComparison.Compare(value, Values[0])),
    };

    private bool AcceptsInOrder(int? order) => Operator switch
    {
        Operator.Equal => order == 0,
        Operator.NotEqual => order is not (null or 0),
        Operator.Less => order < 0,
        Operator.LessOrEqual => order <= 0,
        Operator.Greater => order > 0,
        Operator.GreaterOrEqual => order >= 0,
        _ => false,
    };

    public bool Equals(Constraint? other) =>
        other is not null && Operator == other.Operator
        && string.Equals(Attribute, other.Attribute, StringComparison.Ordinal) && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as Constraint);

    public override int GetHashCode() => HashCode.Combine(Attribute, Operator, Values.Count);

    /// <summary>The text form: <c>site ^= "ha"</c>.</summary>
    public override string ToString() => FilterText.Write(this);
}
