using System.Globalization;

namespace EbcSuite.Cli.Settings;

/// <summary>A length of time as people write it: <c>30</c> (seconds), <c>500ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c>.</summary>
public static class Duration
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <exception cref="CliException">It is not a length of time above zero and up to a day.</exception>
    public static TimeSpan Parse(string text)
    {
        var (unit, factor) = Units.FirstOrDefault(u => text.EndsWith(u.Unit, StringComparison.Ordinal), ("", 1));
        if (double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * factor is > 0 and <= 86400)
        {
            return TimeSpan.FromSeconds(number * factor);
        }

        throw CliException.Usage($"'{text}' is not a length of time.", "Write it as 30, 30s, 2m or 500ms; at most a day.");
    }
}
