using System.Globalization;

namespace EbcSuite.Cli.Rendering;

/// <summary>Numbers as people read them.</summary>
public static class Units
{
    private static readonly string[] Names = ["B", "kB", "MB", "GB", "TB"];

    /// <summary><c>738 MB</c>: three digits, powers of 1000.</summary>
    public static string Bytes(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        while (Math.Abs(value) >= 999.5 && unit < Names.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(unit == 0 || value >= 99.95 ? "0" : value >= 9.995 ? "0.0" : "0.00", CultureInfo.InvariantCulture)
            + " " + Names[unit];
    }

    /// <summary><c>0.42 s</c>, <c>12.3 s</c>, <c>3 min 20 s</c>.</summary>
    public static string Time(TimeSpan time) =>
        time.TotalSeconds < 9.995 ? time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s"
        : time.TotalSeconds < 119.95 ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
        : time.TotalHours < 2 ? $"{(int)time.TotalMinutes} min {time.Seconds} s"
        : time.TotalDays < 2 ? $"{(int)time.TotalHours} h {time.Minutes} min"
        : $"{(int)time.TotalDays} d {time.Hours} h";
}
