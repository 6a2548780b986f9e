using System.Globalization;

namespace EbcSuite.Drivers.Preflight;

/// <summary>Bytes of a process's memory that an image would hold at most.</summary>
public static class ResidentMemory
{
    /// <summary>Anonymous and shared pages (pages of mapped files are not dumped); 0 when the process is gone.</summary>
    public static long Of(int pid)
    {
        try
        {
            return In(File.ReadLines($"/proc/{pid}/status"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>RssAnon and RssShmem of <c>/proc/PID/status</c>, which are in kB.</summary>
    public static long In(IEnumerable<string> status) => status
        .Where(l => l.StartsWith("RssAnon:", StringComparison.Ordinal) || l.StartsWith("RssShmem:", StringComparison.Ordinal))
        .Select(l => l.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        .Sum(fields => fields.Length > 1 && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : 0);
}
