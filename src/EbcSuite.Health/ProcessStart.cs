using System.Globalization;

namespace EbcSuite.Health;

/// <summary>When a process began: with its pid it names it for good.</summary>
public static class ProcessStart
{
    /// <summary>Field 22 of proc_pid_stat(5): clock ticks since boot. Null when there is no such process, or it is a zombie.</summary>
    public static long? Of(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");

            // The name, field 2, is in parentheses and may have some of its own.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
