using System.Text;

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

    internal static void Check(ReadOnlySpan<KeyValuePair<string, AttributeValue>> sorted, ReadOnlyMemory<byte> body)
    {
        if (sorted.Length > Attributes)
        {
            throw new EventRefusedException(EventRefusal.TooManyAttributes, $"{sorted.Length} attributes; at most {Attributes}.");
        }

        if (body.Length > BodyBytes)
        {
            throw new EventRefusedException(EventRefusal.BodyTooLarge, $"A body of {body.Length} bytes; at most {BodyBytes}.");
        }

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

    internal static void CheckName(string name)
    {
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes is 0 or > NameBytes)
        {
            throw new EventRefusedException(EventRefusal.BadName, $"An attribute's name of {bytes} bytes; 1 to {NameBytes}.");
        }
    }

    internal static void CheckValue(string name, AttributeValue value)
    {
        var bytes = value.Kind switch
        {
            AttributeKind.String => Encoding.UTF8.GetByteCount(value.AsString()),
            AttributeKind.Bytes => value.AsBytes().Length,
            AttributeKind.Boolean or AttributeKind.Integer or AttributeKind.Double => 0,
            _ => throw new EventRefusedException(EventRefusal.MissingValue, $"Attribute '{name}' has no value."),
        };
        if (bytes > ValueBytes)
        {
            throw new EventRefusedException(EventRefusal.ValueTooLarge, $"'{name}' has {bytes} bytes; at most {ValueBytes}.");
        }
    }
}
