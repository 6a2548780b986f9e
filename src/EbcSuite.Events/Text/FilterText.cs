namespace EbcSuite.Events;

/// <summary>The text form of filters: the printer, and the way to the parser.</summary>
internal static class FilterText
{
    public static string Write(Filter filter) => filter.Constraints.Count == 0
        ? FilterWords.Everything
        : string.Join($" {FilterWords.And} ", filter.Constraints.Select(Write));

    public static string Write(Constraint constraint) => Write(constraint, ValueText.Write);

    /// <summary>For messages: long values are cut, large sets too.</summary>
    public static string Shorten(Constraint constraint) => Write(constraint, ValueText.Shorten, shownValues: 5);

    private static string Write(Constraint constraint, Func<AttributeValue, string> writeValue, int shownValues = int.MaxValue)
    {
        var name = NameText.Write(constraint.Attribute);
        var values = constraint.Values.Take(shownValues).Select(writeValue);
        return constraint.Operator switch
        {
            Operator.Exists => $"{name} {FilterWords.Exists}",
            Operator.In when constraint.Values.Count > shownValues =>
                $"{name} {FilterWords.In} ({string.Join(", ", values)}, … {constraint.Values.Count} values)",
            Operator.In => $"{name} {FilterWords.In} ({string.Join(", ", values)})",
            var op => $"{name} {FilterWords.Sign(op)} {values.First()}",
        };
    }

    public static Filter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FilterParser(text).Parse();
    }
}
