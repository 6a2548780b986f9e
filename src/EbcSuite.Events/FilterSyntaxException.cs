namespace EbcSuite.Events;

/// <summary>A text that is not a filter. The message points at the place, a line and a caret under it.</summary>
public sealed class FilterSyntaxException(string text, int position, string problem)
    : Exception($"{problem}\n  {text}\n  {new string(' ', position)}^")
{
    /// <summary>Where, in UTF-16 code units from the start.</summary>
    public int Position { get; } = position;

    public string Problem { get; } = problem;
}
