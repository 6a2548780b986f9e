using System.Numerics;
using System.Text;

namespace EbcSuite.Events.Tests;

/// <summary>
/// The law of matching said again in the most obvious way, sharing nothing with the product: numbers as exact fractions,
/// strings as bytes.
/// </summary>
internal static class Oracle
{
    public static bool Matches(Filter filter, Notification notification) =>
        filter.Constraints.All(c => notification.Any(a => a.Key == c.Attribute && Accepts(c, a.Value)));

    public static bool Accepts(Constraint constraint, AttributeValue value) => constraint.Operator switch
    {
        Operator.Exists => true,
        Operator.In => constraint.Values.Any(v => Order(value, v) == 0),
        Operator.Equal => Order(value, constraint.Values[0]) == 0,
        Operator.NotEqual => Order(value, constraint.Values[0]) is < 0 or > 0,
        Operator.Less => Order(value, constraint.Values[0]) < 0,
        Operator.LessOrEqual => Order(value, constraint.Values[0]) <= 0,
        Operator.Greater => Order(value, constraint.Values[0]) > 0,
        Operator.GreaterOrEqual => Order(value, constraint.Values[0]) >= 0,
        Operator.Prefix => value.Kind == AttributeKind.String && Bytes(value).AsSpan().StartsWith(Bytes(constraint.Values[0])),
        Operator.Suffix => value.Kind == AttributeKind.String && Bytes(value).AsSpan().EndsWith(Bytes(constraint.Values[0])),
        Operator.Contains => value.Kind == AttributeKind.String && Bytes(value).AsSpan().IndexOf(Bytes(constraint.Values[0])) >= 0,
        _ => throw new ArgumentOutOfRangeException(nameof(constraint)),
    };

    private static int? Order(AttributeValue left, AttributeValue right)
    {
        if (left.Kind == AttributeKind.Boolean && right.Kind == AttributeKind.Boolean)
        {
            return (left.AsBoolean() ? 1 : 0) - (right.AsBoolean() ? 1 : 0);
        }

        if (left.Kind == AttributeKind.String && right.Kind == AttributeKind.String)
        {
            return Bytes(left).AsSpan().SequenceCompareTo(Bytes(right));
        }

        if (!left.IsNumber || !right.IsNumber || IsNaN(left) || IsNaN(right))
        {
            return null;
        }

        return Exact(left).CompareTo(Exact(right));
    }

    private static byte[] Bytes(AttributeValue value) => Encoding.UTF8.GetBytes(value.AsString());

    private static bool IsNaN(AttributeValue value) => value.Kind == AttributeKind.Double && double.IsNaN(value.AsDouble());

    // In units of 2^-1074, in which every finite double is whole; the infinities are further out than any of them.
    private static BigInteger Exact(AttributeValue value)
    {
        if (value.Kind == AttributeKind.Integer)
        {
            return new BigInteger(value.AsInteger()) << 1074;
        }

        var number = value.AsDouble();
        if (double.IsInfinity(number))
        {
            return (BigInteger.One << 4000) * Math.Sign(number);
        }

        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7ff);
        var fraction = bits & 0xfffffffffffff;
        var magnitude = exponent == 0 ? fraction : new BigInteger(fraction | 0x10000000000000) << (exponent - 1);
        return bits < 0 ? -magnitude : magnitude;
    }
}
