using System.Text;

namespace EbcSuite.Events;

/// <summary>A place in a text, as a person sees it: its line, cut to what fits a terminal, and a caret under it.</summary>
internal static class TextPointer
{
    private const int Width = 100;

    /// <summary>Line and column from 1; the column counts characters (Unicode scalars), not code units.</summary>
    public static (int Line, int Column) Locate(string text, int position)
    {
        var before = text.AsSpan(0, position);
        var lineStart = before.LastIndexOf('\n') + 1;
        return (before.Count('\n') + 1, CountRunes(before[lineStart..]) + 1);
    }

    public static string Show(string text, int position)
    {
        var start = text.AsSpan(0, position).LastIndexOf('\n') + 1;
        var end = text.IndexOf('\n', position);
        end = end < 0 ? text.Length : end;

        var from = position - start <= Width * 3 / 4 ? start : position - (Width / 2);
        var to = Math.Min(end, from + Width);
        var left = from > start ? "…" : "";
        var right = to < end ? "…" : "";
        var shown = $"{left}{Plain(text.AsSpan(from, to - from))}{right}";
        var indent = left.Length + CountRunes(text.AsSpan(from, position - from));
        return $"  {shown.TrimEnd()}\n  {new string(' ', indent)}^";
    }

    // One printable character for each, so that the caret stays under its place.
    private static string Plain(ReadOnlySpan<char> line)
    {
        var plain = new StringBuilder(line.Length);
        foreach (var rune in line.EnumerateRunes())
        {
            _ = Rune.IsControl(rune) ? plain.Append(' ') : plain.Append(rune.ToString());
        }

        return plain.ToString();
    }

    private static int CountRunes(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
