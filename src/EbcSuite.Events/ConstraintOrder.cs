namespace EbcSuite.Events;

/// <summary>
/// A total order of constraints for the normal form of filters: by attribute first, so that the constraints of an attribute
/// stand together. Zero exactly for those that are equal.
/// </summary>
internal sealed class ConstraintOrder : IComparer<Constraint>
{
    public static readonly ConstraintOrder Instance = new();

    public int Compare(Constraint? x, Constraint? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var order = string.CompareOrdinal(x.Attribute, y.Attribute);
        order = order != 0 ? order : x.Operator.CompareTo(y.Operator);
        return order != 0 ? order : Compare(x.Set, y.Set);
    }

    private static int Compare(ReadOnlySpan<AttributeValue> left, ReadOnlySpan<AttributeValue> right)
    {
        var count = Math.Min(left.Length, right.Length);
        for (var i = 0; i < count; i++)
        {
            var order = ValueOrder.Instance.Compare(left[i], right[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }
}
