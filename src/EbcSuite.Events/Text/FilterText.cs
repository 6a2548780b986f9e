namespace EbcSuite.Events;

/// <summary>The text form of filters: the printer, and the way to the parser.</summary>
internal static class FilterText
{
    public static string Write(Filter filter) => filter.Constraints.Count == 0
        ? FilterWords.Everything
        : string.Join($" {FilterWords.And} ", filter.Constraints.Select(Write));

    public static string Write(Constraint constraint)
    {
        var name = NameText.Write(constraint.Attribute);
        return constraint.Operator switch
        {
            Operator.Exists => $"{name} {FilterWords.Exists}",
            Operator.In => $"{name} {FilterWords.In} ({string.Join(", ", constraint.Values.Select(ValueText.Write))})",
            var op => $"{name} {FilterWords.Sign(op)} {ValueText.Write(constraint.Values[0])}",
        };
    }

    public static Filter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FilterParser(text).Parse();
    }
}
