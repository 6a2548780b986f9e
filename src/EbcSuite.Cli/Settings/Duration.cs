using System.Globalization;

namespace EbcSuite.Cli.Settings;

/// <summary>A length of time as people write it: <c>30</c> (seconds), <c>500ms</c>, <c>1.5s</c>, <c>2m</c>, <c>1h</c>.</summary>
public static class Duration
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <exception cref="CliException">It is not a length of time above zero and up to a day.</exception>
    public static TimeSpan Parse(string text) =>
        Parse(text, Units, TimeSpan.FromDays(1)) ?? throw CliException.Usage(
            $"'{text}' is not a length of time.", "Write it as 30, 30s, 2m or 500ms; at most a day.");

    /// <summary>As <see cref="Parse(string)"/>, for longer times: <c>7d</c> too.</summary>
    /// <exception cref="CliException">It is not a length of time above zero and up to <paramref name="most"/>.</exception>
    public static TimeSpan ParseLong(string text, TimeSpan most) =>
        Parse(text, [.. Units, ("d", 86400)], most) ?? throw CliException.Usage(
            $"'{text}' is not a length of time.", $"Write it as 30m, 24h or 7d; at most {most.TotalDays:0} days.");

    private static TimeSpan? Parse(string text, (string Unit, double Seconds)[] units, TimeSpan most)
    {
        var (unit, factor) = units.FirstOrDefault(u => text.EndsWith(u.Unit, StringComparison.Ordinal), ("", 1));
        return double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * factor > 0 && number * factor <= most.TotalSeconds
            ? TimeSpan.FromSeconds(number * factor)
            : null;
    }
}
