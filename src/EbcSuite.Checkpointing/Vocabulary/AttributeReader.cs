using EbcSuite.Events;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>Reads attributes of a notification; the first that is missing or of the wrong kind becomes <see cref="Problem"/>.</summary>
internal sealed class AttributeReader(Notification notification)
{
    /// <summary>Null while everything read is right; names the attribute.</summary>
    public string? Problem { get; private set; }

    public string Text(string name) => OptionalText(name) ?? Missing(name);

    public string? OptionalText(string name) =>
        !Has(name) ? null : notification.Text(name) ?? Refuse<string>($"'{name}' is not a string");

    public long? OptionalInteger(string name) =>
        !Has(name) ? null : notification.Integer(name) ?? Refuse<long?>($"'{name}' is not an integer");

    public bool? OptionalBoolean(string name) =>
        !Has(name) ? null : notification.Boolean(name) ?? Refuse<bool?>($"'{name}' is not a boolean");

    public int Attempt()
    {
        var number = OptionalInteger(AttributeNames.Attempt) ?? 0;
        return number is >= 0 and <= int.MaxValue ? (int)number : Refuse<int>($"'{AttributeNames.Attempt}' is {number}");
    }

    public string Named(string name, Func<string?, bool> rule)
    {
        var text = Text(name);
        Require(rule(text), $"'{name}' is no valid name: {Shown(text)}");
        return text;
    }

    public string? OptionallyNamed(string name, Func<string?, bool> rule) => Has(name) ? Named(name, rule) : null;

    /// <summary>A text that must be one of <paramref name="words"/> where it is given.</summary>
    public string? OneOf(string name, params ReadOnlySpan<string> words)
    {
        var text = OptionalText(name);
        Require(text is null || words.Contains(text), $"'{name}' is {Shown(text)}, not one of {string.Join(", ", words!)}");
        return text;
    }

    /// <summary>Milliseconds, 0 to ten days, where given.</summary>
    public long? OptionalMilliseconds(string name)
    {
        var number = OptionalInteger(name);
        Require(number is null or (>= 0 and <= 864_000_000), $"'{name}' is {number} ms: 0 to 864000000");
        return number;
    }

    public void Require(bool condition, string problem)
    {
        if (!condition)
        {
            Problem ??= problem;
        }
    }

    private static string Shown(string? text) => text is null ? "nothing" : $"\"{(text.Length > 80 ? text[..80] + "…" : text)}\"";

    private bool Has(string name) => notification.TryGet(name, out _);

    private string Missing(string name)
    {
        Problem ??= $"'{name}' is missing";
        return "";
    }

    private T? Refuse<T>(string problem)
    {
        Problem ??= problem;
        return default;
    }
}
