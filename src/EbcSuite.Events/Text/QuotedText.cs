using System.Globalization;
using System.Text;

namespace EbcSuite.Events;

/// <summary>
/// Quoting with the escapes <c>\n \t \r \uXXXX \\</c> and the quote itself. What a terminal would not show as it is
/// (controls, marks of direction, separators, halves of surrogate pairs) is written as <c>\uXXXX</c>.
/// </summary>
internal static class QuotedText
{
    public static string Write(string value, char quote)
    {
        var text = new StringBuilder(value.Length + 2).Append(quote);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                AppendPair(text, c, value[++i]);
            }
            else
            {
                AppendUnit(text, c, quote);
            }
        }

        return text.Append(quote).ToString();
    }

    private static void AppendUnit(StringBuilder text, char c, char quote)
    {
        _ = c switch
        {
            '\\' => text.Append("\\\\"),
            '\n' => text.Append("\\n"),
            '\t' => text.Append("\\t"),
            '\r' => text.Append("\\r"),
            _ when c == quote => text.Append('\\').Append(c),
            _ when IsShown(char.GetUnicodeCategory(c)) => text.Append(c),
            _ => AppendEscape(text, c),
        };
    }

    private static void AppendPair(StringBuilder text, char high, char low)
    {
        if (IsShown(Rune.GetUnicodeCategory(new Rune(high, low))))
        {
            text.Append(high).Append(low);
        }
        else
        {
            AppendEscape(AppendEscape(text, high), low);
        }
    }

    private static StringBuilder AppendEscape(StringBuilder text, char c) =>
        text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));

    private static bool IsShown(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
