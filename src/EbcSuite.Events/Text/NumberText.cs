using System.Globalization;

namespace EbcSuite.Events;

/// <summary>Reads numbers of the text form: <c>-12</c> is an integer; <c>1.5</c>, <c>1e3</c>, <c>-inf</c> are doubles.</summary>
internal static class NumberText
{
    /// <exception cref="FormatException">Not a number of this language; the message says why.</exception>
    public static AttributeValue Read(ReadOnlySpan<char> text)
    {
        var digits = text.StartsWith("-") ? text[1..] : text;
        if (TryWord(digits, out var word))
        {
            return text.Length == digits.Length ? word : -word;
        }

        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException("bytes and hexadecimal numbers are no values of a filter; bytes are tested with exists");
        }

        CheckShape(digits);
        if (digits.ContainsAnyExceptInRange('0', '9'))
        {
            return ReadDouble(text);
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? integer
            : throw new FormatException("an integer beyond 64 bits; with .0 at its end it is a double");
    }

    /// <summary>The values that are words: <c>inf</c>, and <c>nan</c>, which no constraint takes.</summary>
    public static bool TryWord(ReadOnlySpan<char> word, out double value)
    {
        value = word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase)
            ? double.PositiveInfinity
            : double.NaN;
        return !double.IsNaN(value) || word.Equals("nan", StringComparison.OrdinalIgnoreCase);
    }

    private static double ReadDouble(ReadOnlySpan<char> text)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        var value = double.Parse(text, Styles, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? value : throw new FormatException("a number beyond the range of doubles; infinity is written inf");
    }

    // digits ["." digits] [("e" | "E") ["+" | "-"] digits]
    private static void CheckShape(ReadOnlySpan<char> rest)
    {
        var good = SkipDigits(ref rest);
        if (good && rest.StartsWith("."))
        {
            rest = rest[1..];
            good = SkipDigits(ref rest);
        }

        if (good && rest is ['e' or 'E', ..])
        {
            rest = rest is [_, '+' or '-', ..] ? rest[2..] : rest[1..];
            good = SkipDigits(ref rest);
        }

        if (!good || !rest.IsEmpty)
        {
            throw new FormatException("expected a number such as 12, -3, 1.5 or 2e-3");
        }
    }

    private static bool SkipDigits(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        end = end < 0 ? rest.Length : end;
        rest = rest[end..];
        return end > 0;
    }
}
