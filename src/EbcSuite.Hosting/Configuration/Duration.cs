using System.Globalization;

namespace EbcSuite.Hosting;

/// <summary>
/// Durations as people write them: <c>500ms</c>, <c>30s</c>, <c>2m</c>, <c>1.5h</c>, <c>1d</c>, or <c>00:00:30</c>. A bare number
/// is refused: TimeSpan's own parser would take 30 for thirty days.
/// </summary>
public static class Duration
{
    private static readonly (string Unit, double Milliseconds)[] Units =
        [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    public static bool TryParse(string text, out TimeSpan value)
    {
        foreach (var (unit, milliseconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length).TrimEnd(), NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out var number)
                && number * milliseconds < TimeSpan.MaxValue.TotalMilliseconds)
            {
                value = TimeSpan.FromTicks((long)Math.Round(number * milliseconds * TimeSpan.TicksPerMillisecond));
                return true;
            }
        }

        value = default;
        return text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    /// <exception cref="FormatException">Not a duration.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a duration such as 30s.");

    /// <summary>The shortest form with one unit: <c>90s</c>, <c>500ms</c>.</summary>
    public static string Write(TimeSpan value)
    {
        for (var i = Units.Length - 1; i > 0; i--)
        {
            var number = value.TotalMilliseconds / Units[i].Milliseconds;
            if (number >= 1 && number == Math.Floor(number))
            {
                return number.ToString("0", CultureInfo.InvariantCulture) + Units[i].Unit;
            }
        }

        return value.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture) + "ms";
    }
}
