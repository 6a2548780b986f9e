using System.Globalization;
using System.Text;

namespace EbcSuite.Events;

/// <summary>Writes values in the text form of filters.</summary>
internal static class ValueText
{
    private const int ShownCharacters = 80;
    private const int ShownBytes = 16;

    /// <summary>The whole value; what a filter can hold, the parser reads back to the same kind and bits.</summary>
    public static string Write(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Boolean => value.AsBoolean() ? FilterWords.True : FilterWords.False,
        AttributeKind.Integer => value.AsInteger().ToString(CultureInfo.InvariantCulture),
        AttributeKind.Double => WriteDouble(value.AsDouble()),
        AttributeKind.String => QuotedText.Write(value.AsString(), '"'),
        AttributeKind.Bytes => "0x" + Convert.ToHexStringLower(value.AsBytes().Span),
        _ => "(none)",
    };

    /// <summary>For logs and messages: what is long is cut and its size in bytes said.</summary>
    public static string Shorten(AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.String when value.AsString().Length > ShownCharacters:
                var text = value.AsString();
                // Not between the halves of a surrogate pair.
                var end = char.IsHighSurrogate(text[ShownCharacters - 1]) ? ShownCharacters - 1 : ShownCharacters;
                return $"{QuotedText.Write(text[..end], '"')}… ({Encoding.UTF8.GetByteCount(text)} bytes)";
            case AttributeKind.Bytes when value.AsBytes().Length > ShownBytes:
                var bytes = value.AsBytes();
                return $"0x{Convert.ToHexStringLower(bytes.Span[..ShownBytes])}… ({bytes.Length} bytes)";
            default:
                return Write(value);
        }
    }

    private static string WriteDouble(double value)
    {
        if (double.IsNaN(value))
        {
            return "nan";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "inf" : "-inf";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        // A double keeps a mark that it is one, so that reading the text gives the same type back.
        return text.AsSpan().IndexOfAny('.', 'E') >= 0 ? text : text + ".0";
    }
}
