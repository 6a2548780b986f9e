namespace EbcSuite.Events;

/// <summary>The text form of filters: printer and parser.</summary>
internal static class FilterText
{
    public static string Write(Filter filter) => string.Join(" and ", filter.Constraints.Select(Write));

    public static string Write(Constraint constraint) => $"{constraint.Attribute} {constraint.Operator}";

    public static Filter Parse(string text) => throw new FilterSyntaxException(text, 0, "not written yet");
}
