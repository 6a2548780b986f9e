namespace EbcSuite.Events;

/// <summary>
/// A total order of values for keeping them sorted: booleans, numbers, strings, bytes; within each as they compare; and
/// values that compare as equal but are not the same (1 and 1.0) by kind, then by bits.
/// </summary>
internal sealed class ValueOrder : IComparer<AttributeValue>
{
    public static readonly ValueOrder Instance = new();

    /// <summary>Integers and doubles are one family, the numbers: what can be compared is of one family.</summary>
    public static AttributeKind Family(AttributeKind kind) => kind == AttributeKind.Double ? AttributeKind.Integer : kind;

    public int Compare(AttributeValue x, AttributeValue y)
    {
        var order = CompareMeaning(x, y);
        if (order != 0)
        {
            return order;
        }

        order = x.Kind.CompareTo(y.Kind);
        return order != 0 || x.Kind != AttributeKind.Double
            ? order
            : BitConverter.DoubleToInt64Bits(x.AsDouble()).CompareTo(BitConverter.DoubleToInt64Bits(y.AsDouble()));
    }

    /// <summary>As <see cref="Compare"/>, with 1 and 1.0, 0.0 and −0.0 the same. Not for NaN.</summary>
    public static int CompareMeaning(AttributeValue x, AttributeValue y)
    {
        var order = Family(x.Kind).CompareTo(Family(y.Kind));
        return order != 0 ? order
            : x.Kind == AttributeKind.Bytes ? x.AsBytes().Span.SequenceCompareTo(y.AsBytes().Span)
            : ValueComparison.Compare(x, y) ?? 0;
    }
}
