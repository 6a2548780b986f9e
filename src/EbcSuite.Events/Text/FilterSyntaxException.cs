namespace EbcSuite.Events;

/// <summary>
/// A text that is not a filter. The message says what was expected and points at the place: the line, cut to its
/// neighbourhood where it is long, and a caret under it.
/// <code>
/// expected an operator after site, one of = != …; found '==' (equality is written =)
///   event = "migrate_App" and site == "ha"
///                                  ^
/// </code>
/// </summary>
public sealed class FilterSyntaxException : Exception
{
    public FilterSyntaxException(string text, int position, string problem)
        : base(Write(text, position, problem))
    {
        Position = position;
        Problem = problem;
        (Line, Column) = TextPointer.Locate(text, position);
    }

    /// <summary>Where, in UTF-16 code units from the start of the text; the text's length if at its end.</summary>
    public int Position { get; }

    /// <summary>The line of <see cref="Position"/>, from 1.</summary>
    public int Line { get; }

    /// <summary>The column in <see cref="Line"/>, in characters, from 1.</summary>
    public int Column { get; }

    /// <summary>What is wrong and what was expected, in one line.</summary>
    public string Problem { get; }

    private static string Write(string text, int position, string problem)
    {
        var (line, column) = TextPointer.Locate(text, position);
        var place = text.Contains('\n') ? $"line {line}, column {column}: " : "";
        return $"{place}{problem}\n{TextPointer.Show(text, position)}";
    }
}
