using System.Globalization;
using System.Text;

namespace EbcSuite.Events;

/// <summary>Cuts a filter's text into tokens. Not safe to share; one for each text.</summary>
internal sealed class FilterLexer(string text)
{
    private const string Signs = "=!<>^$*&|~";

    private int _next;

    /// <exception cref="FilterSyntaxException">What stands here is no token.</exception>
    public FilterToken Read()
    {
        while (_next < text.Length && char.IsWhiteSpace(text[_next]))
        {
            _next++;
        }

        if (_next == text.Length)
        {
            return new(FilterTokenKind.End, _next, "", default);
        }

        var start = _next;
        var c = text[start];
        return c switch
        {
            '(' => One(FilterTokenKind.Open),
            ')' => One(FilterTokenKind.Close),
            ',' => One(FilterTokenKind.Comma),
            '"' => new(FilterTokenKind.Value, start, "", ReadQuoted('"', "string")),
            '`' => new(FilterTokenKind.QuotedName, start, ReadQuoted('`', "name"), default),
            '\'' => throw Fail(start, "strings are written in double quotes, names that are not plain words in backticks"),
            '-' or (>= '0' and <= '9') => new(FilterTokenKind.Value, start, "", ReadNumber()),
            _ when NameText.IsBareStart(c) => new(FilterTokenKind.Word, start, Take(NameText.IsBarePart), default),
            _ when Signs.Contains(c) => new(FilterTokenKind.Sign, start, Take(Signs.Contains), default),
            _ => throw Fail(start, $"unexpected {Show(start)}; a name with such characters is written in backticks: `näme`"),
        };
    }

    private FilterToken One(FilterTokenKind kind) => new(kind, _next, text.Substring(_next++, 1), default);

    private string Take(Func<char, bool> isPart)
    {
        var start = _next;
        while (_next < text.Length && isPart(text[_next]))
        {
            _next++;
        }

        return text[start.._next];
    }

    private string ReadQuoted(char quote, string what)
    {
        var start = _next++;
        var value = new StringBuilder();
        while (true)
        {
            if (_next == text.Length || text[_next] is '\n' or '\r')
            {
                throw Fail(start, $"the {what} that begins here is not closed: expected {quote} (a line break in it is written \\n)");
            }

            var c = text[_next];
            if (c == '\\')
            {
                ReadEscape(value, quote);
                continue;
            }

            _next++;
            if (c == quote)
            {
                return value.ToString();
            }

            value.Append(c);
        }
    }

    private void ReadEscape(StringBuilder value, char quote)
    {
        var start = _next;
        var c = start + 1 < text.Length ? text[start + 1] : '\0';
        _next += 2;
        switch (c)
        {
            case 'n': value.Append('\n'); break;
            case 't': value.Append('\t'); break;
            case 'r': value.Append('\r'); break;
            case '\\': value.Append('\\'); break;
            case 'u': ReadUnit(start, value); break;
            case var _ when c == quote: value.Append(c); break;
            default: throw Fail(start, $"unknown escape: expected \\{quote} \\\\ \\n \\t \\r or \\uXXXX");
        }
    }

    private void ReadUnit(int start, StringBuilder value)
    {
        var unit = ReadHex(start);
        if (!char.IsSurrogate(unit))
        {
            value.Append(unit);
            return;
        }

        // Half of a pair is no character and has no UTF-8: the other half must follow.
        var second = _next;
        if (char.IsHighSurrogate(unit) && text.AsSpan(second).StartsWith("\\u", StringComparison.Ordinal))
        {
            _next += 2;
            var low = ReadHex(second);
            if (char.IsLowSurrogate(low))
            {
                value.Append(unit).Append(low);
                return;
            }
        }

        throw Fail(start, $"\\u{(int)unit:x4} is half of a surrogate pair; a character above \\uffff is written as two escapes");
    }

    private char ReadHex(int start)
    {
        if (_next + 4 <= text.Length
            && ushort.TryParse(text.AsSpan(_next, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            _next += 4;
            return (char)unit;
        }

        throw Fail(start, "expected four hexadecimal digits after \\u");
    }

    private AttributeValue ReadNumber()
    {
        var start = _next;
        // Everything that could belong to it, so that 12abc is one bad number and not a number and a word.
        if (text[_next] == '-')
        {
            _next++;
        }

        while (_next < text.Length && (NameText.IsBarePart(text[_next]) || IsExponentSign(_next, start)))
        {
            _next++;
        }

        try
        {
            return NumberText.Read(text.AsSpan(start, _next - start));
        }
        catch (FormatException e)
        {
            throw Fail(start, e.Message);
        }
    }

    private bool IsExponentSign(int at, int start) => text[at] == '+' && at > start && text[at - 1] is 'e' or 'E';

    private string Show(int at) =>
        Rune.TryGetRuneAt(text, at, out var rune) ? $"{QuotedText.Write(rune.ToString(), '\'')}" : "half of a surrogate pair";

    private FilterSyntaxException Fail(int position, string problem) => new(text, position, problem);
}
