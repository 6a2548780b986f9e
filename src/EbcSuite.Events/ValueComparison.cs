namespace EbcSuite.Events;

/// <summary>The order within each type, and across integers and doubles without rounding.</summary>
internal static class ValueComparison
{
    /// <summary>The order of two values, or null where they are not comparable: other types, or a NaN.</summary>
    public static int? Compare(AttributeValue left, AttributeValue right) => (left.Kind, right.Kind) switch
    {
        (AttributeKind.String, AttributeKind.String) => Utf8Order.Compare(left.AsString(), right.AsString()),
        (AttributeKind.Integer, AttributeKind.Integer) => left.AsInteger().CompareTo(right.AsInteger()),
        (AttributeKind.Double, AttributeKind.Double) => Compare(left.AsDouble(), right.AsDouble()),
        (AttributeKind.Integer, AttributeKind.Double) => Compare(left.AsInteger(), right.AsDouble()),
        (AttributeKind.Double, AttributeKind.Integer) => -Compare(right.AsInteger(), left.AsDouble()),
        (AttributeKind.Boolean, AttributeKind.Boolean) => left.AsBoolean().CompareTo(right.AsBoolean()),
        _ => null,
    };

    /// <summary>Whether the values compare as equal; quicker than their order where they are strings.</summary>
    public static bool AreEqual(AttributeValue left, AttributeValue right) =>
        left.Kind == AttributeKind.String && right.Kind == AttributeKind.String
            ? string.Equals(left.AsString(), right.AsString(), StringComparison.Ordinal)
            : Compare(left, right) == 0;

    private static int? Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left < right ? -1 : left > right ? 1 : 0;

    /// <summary>The order of an integer and a double, as exact numbers; null for NaN.</summary>
    public static int? Compare(long left, double right)
    {
        if (double.IsNaN(right))
        {
            return null;
        }

        // 2^63 and −2^63 are exact as doubles; between them the whole part of a double fits a long.
        if (right >= 9223372036854775808.0)
        {
            return -1;
        }

        if (right < -9223372036854775808.0)
        {
            return 1;
        }

        var whole = Math.Floor(right);
        var order = left.CompareTo((long)whole);
        return order != 0 ? order : right > whole ? -1 : 0;
    }
}
