using System.Buffers;
using System.Text;
using EbcSuite.Events;

namespace EbcSuite.Messaging.Keys;

/// <summary>Reads one line of the list of allowed keys.</summary>
internal ref struct AllowedKeyLine
{
    private static readonly SearchValues<char> RoleCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly string _file;
    private readonly int _number;
    private ReadOnlySpan<char> _rest;

    private AllowedKeyLine(string line, string file, int number)
    {
        _rest = line;
        _file = file;
        _number = number;
    }

    /// <summary>Null: an empty line or a comment.</summary>
    public static AllowedKey? Parse(string line, string file, int number) => new AllowedKeyLine(line, file, number).Parse();

    private AllowedKey? Parse()
    {
        var key = Word();
        if (key.IsEmpty || key[0] == '#')
        {
            return null;
        }

        if (!Z85.IsKey(key))
        {
            throw Error($"'{key}' is not a public key ({Z85.KeyLength} characters of Z85)");
        }

        var identity = Word();
        if (identity.IsEmpty)
        {
            throw Error("the identity is missing behind the key");
        }

        // RFC 27 (ZAP): a user id is at most 255 octets.
        if (Encoding.UTF8.GetByteCount(identity) > 255)
        {
            throw Error("the identity is longer than 255 bytes");
        }

        var role = Word();
        if (role.IsEmpty || !IsRole(role))
        {
            throw Error($"a role word (client, peer) must follow the identity '{identity}', not '{role}'");
        }

        return new(key.ToString(), identity.ToString(), role.ToString(), Rights());
    }

    private LinkRights Rights()
    {
        List<Filter>? publish = null;
        List<Filter>? subscribe = null;
        while (true)
        {
            var word = Word();
            if (word.IsEmpty || word[0] == '#')
            {
                break;
            }

            switch (word)
            {
                case "publish" when publish is null:
                    publish = Filters();
                    break;
                case "subscribe" when subscribe is null:
                    subscribe = Filters();
                    break;
                case "publish" or "subscribe":
                    throw Error($"'{word}' is given twice; one clause takes many filters");
                default:
                    throw Error($"'publish' or 'subscribe' expected, not '{word}'");
            }
        }

        return publish is null && subscribe is null ? LinkRights.Everything : new(publish ?? [], subscribe ?? []);
    }

    private List<Filter> Filters()
    {
        var filters = new List<Filter>();
        SkipSpace();
        while (!_rest.IsEmpty && _rest[0] == '(')
        {
            var end = ClosingParenthesis();
            var text = _rest[1..end].Trim().ToString();
            _rest = _rest[(end + 1)..];
            SkipSpace();
            filters.Add(Read(text));
        }

        return filters;
    }

    private readonly Filter Read(string text)
    {
        try
        {
            return text.Length == 0 ? Filter.Everything : Filter.Parse(text);
        }
        catch (FilterSyntaxException e)
        {
            throw Error(e.Message);
        }
        catch (EventRefusedException e)
        {
            throw Error($"({text}): {e.Reason}: {e.Message}");
        }
    }

    /// <summary>A parenthesis inside of a quoted string does not count, nor an escaped quote.</summary>
    private readonly int ClosingParenthesis()
    {
        var depth = 0;
        var quoted = false;
        for (var i = 0; i < _rest.Length; i++)
        {
            switch (_rest[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case '(' when !quoted:
                    depth++;
                    break;
                case ')' when !quoted && --depth == 0:
                    return i;
                default:
                    break;
            }
        }

        throw Error(quoted ? "a quote is not closed" : "a parenthesis is not closed");
    }

    /// <summary>The next word; a parenthesis ends a word of the rights, but is part of a key.</summary>
    private ReadOnlySpan<char> Word()
    {
        SkipSpace();
        var end = _rest.IndexOfAny(' ', '\t');
        var word = end < 0 ? _rest : _rest[..end];
        if (word.IndexOf('(') is > 0 and var parenthesis && word[..parenthesis] is "publish" or "subscribe")
        {
            word = word[..parenthesis];
        }

        _rest = _rest[word.Length..];
        return word;
    }

    private void SkipSpace() => _rest = _rest.TrimStart(" \t");

    private static bool IsRole(ReadOnlySpan<char> word) =>
        char.IsAsciiLetterLower(word[0]) && word.IndexOfAnyExcept(RoleCharacters) < 0;

    private readonly AllowedKeysException Error(string problem) => new(_file, _number, problem);
}
