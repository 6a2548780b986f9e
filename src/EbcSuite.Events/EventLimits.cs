namespace EbcSuite.Events;

/// <summary>The sizes that notifications and filters may have. What is over them is refused where it enters.</summary>
public static class EventLimits
{
    /// <summary>Bytes of UTF-8 in an attribute's name; at least one.</summary>
    public const int NameBytes = 255;

    /// <summary>Bytes in a string or bytes value.</summary>
    public const int ValueBytes = 64 * 1024;

    /// <summary>Attributes of a notification.</summary>
    public const int Attributes = 256;

    /// <summary>Bytes of a notification's body: one chunk of an image with room for its head.</summary>
    public const int BodyBytes = (1024 * 1024) + (64 * 1024);

    /// <summary>Constraints of a filter.</summary>
    public const int Constraints = 64;

    /// <summary>Values of an in-set constraint.</summary>
    public const int SetValues = 256;

    /// <summary>
    /// Steps of the proof that constraints on one string attribute contradict, or imply, each other: a few milliseconds.
    /// Constants of some hundred characters stay far below it; past it the answer is the safe one (no contradiction; not covered).
    /// </summary>
    public const int ReasoningSteps = 250_000;

    internal static void Check(ReadOnlySpan<KeyValuePair<string, AttributeValue>> sorted, ReadOnlyMemory<byte> body)
    {
        if (sorted.Length > Attributes)
        {
            throw new EventRefusedException(EventRefusal.TooManyAttributes, $"{sorted.Length} attributes; at most {Attributes}.");
        }

        CheckBody(body);
        for (var i = 0; i < sorted.Length; i++)
        {
            CheckName(sorted[i].Key);
            CheckValue(sorted[i].Key, sorted[i].Value);
            if (i > 0 && string.Equals(sorted[i].Key, sorted[i - 1].Key, StringComparison.Ordinal))
            {
                throw new EventRefusedException(EventRefusal.DuplicateName, $"Attribute '{sorted[i].Key}' is given twice.");
            }
        }
    }

    internal static void CheckBody(ReadOnlyMemory<byte> body)
    {
        if (body.Length > BodyBytes)
        {
            throw new EventRefusedException(EventRefusal.BodyTooLarge, $"A body of {body.Length} bytes; at most {BodyBytes}.");
        }
    }

    internal static void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Utf8Size.TryCount(name, out var bytes))
        {
            throw new EventRefusedException(
                EventRefusal.BadName, $"The attribute's name {NameText.Write(name)} has half of a surrogate pair: it is not UTF-8.");
        }

        if (bytes is 0 or > NameBytes)
        {
            throw new EventRefusedException(EventRefusal.BadName, $"An attribute's name of {bytes} bytes; 1 to {NameBytes}.");
        }
    }

    internal static void CheckValue(string name, AttributeValue value)
    {
        var bytes = 0;
        switch (value.Kind)
        {
            case AttributeKind.Boolean or AttributeKind.Integer or AttributeKind.Double:
                break;
            case AttributeKind.String when !Utf8Size.TryCount(value.AsString(), out bytes):
                throw new EventRefusedException(
                    EventRefusal.BadUtf8, $"'{name}': the string {ValueText.Shorten(value)} has half of a surrogate pair.");
            case AttributeKind.String:
                break;
            case AttributeKind.Bytes:
                bytes = value.AsBytes().Length;
                break;
            default:
                throw new EventRefusedException(EventRefusal.MissingValue, $"Attribute '{name}' has no value.");
        }

        if (bytes > ValueBytes)
        {
            throw new EventRefusedException(EventRefusal.ValueTooLarge, $"'{name}' has {bytes} bytes; at most {ValueBytes}.");
        }
    }
}
