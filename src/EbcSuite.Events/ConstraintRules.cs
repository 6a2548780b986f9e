namespace EbcSuite.Events;

/// <summary>Which operators take which values; refused here, so that matching need not look again.</summary>
internal static class ConstraintRules
{
    public static void Check(string attribute, Operator op, ReadOnlySpan<AttributeValue> values)
    {
        if (!Enum.IsDefined(op))
        {
            throw new EventRefusedException(EventRefusal.UnknownOperator, $"Operator {(byte)op} on '{attribute}' is not known.");
        }

        CheckCount(attribute, op, values.Length);
        foreach (var value in values)
        {
            EventLimits.CheckValue(attribute, value);
            if (value.Kind == AttributeKind.Double && double.IsNaN(value.AsDouble()))
            {
                throw new EventRefusedException(
                    EventRefusal.Contradiction, $"'{attribute}': NaN equals nothing and is beside every order: no value could match.");
            }

            if (!Fits(op, value.Kind))
            {
                throw new EventRefusedException(
                    EventRefusal.OperatorTypeMismatch, $"'{attribute}': {op} does not take a value of type {value.Kind}.");
            }
        }
    }

    private static void CheckCount(string attribute, Operator op, int count)
    {
        if (op == Operator.In && count == 0)
        {
            throw new EventRefusedException(EventRefusal.EmptySet, $"'{attribute}' in () matches nothing.");
        }

        if (op == Operator.In && count > EventLimits.SetValues)
        {
            throw new EventRefusedException(
                EventRefusal.SetTooLarge, $"'{attribute}' in a set of {count} values; at most {EventLimits.SetValues}.");
        }

        var expected = op switch { Operator.Exists => 0, Operator.In => count, _ => 1 };
        if (count != expected)
        {
            throw new EventRefusedException(
                EventRefusal.MissingValue, $"'{attribute}': {op} takes {expected} values, not {count}.");
        }
    }

    private static bool Fits(Operator op, AttributeKind kind) => op switch
    {
        Operator.Prefix or Operator.Suffix or Operator.Contains => kind == AttributeKind.String,
        Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual =>
            kind is AttributeKind.Integer or AttributeKind.Double or AttributeKind.String,
        _ => kind != AttributeKind.Bytes,
    };
}
