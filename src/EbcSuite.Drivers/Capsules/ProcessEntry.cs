using System.Globalization;

namespace EbcSuite.Drivers.Capsules;

/// <summary>One line of <c>/proc/PID/stat</c>, proc(5).</summary>
/// <param name="State">R, S, D, T (stopped), t (traced), Z, X, I.</param>
/// <param name="StartTime">Field 22: clock ticks after boot.</param>
public sealed record ProcessEntry(int Pid, string Name, char State, int Parent, long StartTime)
{
    /// <summary>A process that does nothing until it is continued: stopped, or ended and not yet reaped.</summary>
    public bool StandsStill => State is 'T' or 'Z' or 'X';

    public bool Alive => State is not ('Z' or 'X');

    /// <summary>Reads the line; the name in brackets may hold spaces and brackets itself. Null when it is no such line.</summary>
    public static ProcessEntry? Parse(string stat)
    {
        var open = stat.IndexOf('(', StringComparison.Ordinal);
        var close = stat.LastIndexOf(')');
        if (open < 2 || close < open || !int.TryParse(stat.AsSpan(0, open - 1), CultureInfo.InvariantCulture, out var pid))
        {
            return null;
        }

        var fields = stat[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19
            && int.TryParse(fields[1], CultureInfo.InvariantCulture, out var parent)
            && long.TryParse(fields[19], CultureInfo.InvariantCulture, out var start)
            ? new(pid, stat[(open + 1)..close], fields[0][0], parent, start)
            : null;
    }
}
