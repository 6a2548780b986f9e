using System.Globalization;
using System.Text;

namespace EbcSuite.Events;

/// <summary>Writes values in the text form of filters.</summary>
internal static class ValueText
{
    public static string Write(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Boolean => value.AsBoolean() ? "true" : "false",
        AttributeKind.Integer => value.AsInteger().ToString(CultureInfo.InvariantCulture),
        AttributeKind.Double => WriteDouble(value.AsDouble()),
        AttributeKind.String => Quote(value.AsString()),
        AttributeKind.Bytes => "0x" + Convert.ToHexStringLower(value.AsBytes().Span),
        _ => "(none)",
    };

    private static string WriteDouble(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        // A double keeps a mark that it is one, so that reading the text gives the same type back.
        return text.AsSpan().IndexOfAny('.', 'E', 'N') >= 0 || text.Contains('y') ? text : text + ".0";
    }

    private static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                '\r' => text.Append("\\r"),
                < ' ' or '\u007f' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
