using System.Globalization;
using EbcSuite.Events;

namespace EbcSuite.Cli.Commands;

/// <summary>Reads <c>name=value</c> of a command line into a typed attribute.</summary>
internal static class AttributeText
{
    /// <exception cref="CliException">There is no name or no <c>=</c>.</exception>
    public static KeyValuePair<string, AttributeValue> Parse(string text)
    {
        var split = text.IndexOf('=');
        return split > 0
            ? new(text[..split], Value(text[(split + 1)..]))
            : throw CliException.Usage($"'{text}' is not an attribute.", "Write it as NAME=VALUE.");
    }

    private static AttributeValue Value(string text) => text switch
    {
        "true" => true,
        "false" => false,
        ['"', .. var inner, '"'] => inner,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) => integer,
        _ when text.Any(char.IsAsciiDigit)
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };
}
