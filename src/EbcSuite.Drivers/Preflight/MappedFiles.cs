using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.Drivers.Preflight;

/// <summary>The programs and libraries that processes map: a target must have the very same.</summary>
public static class MappedFiles
{
    /// <param name="own">A directory whose files travel with the application and are not asked for.</param>
    public static IReadOnlyList<RequiredFile> Of(IEnumerable<int> pids, string own)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var pid in pids)
        {
            paths.UnionWith(PathsIn(Lines($"/proc/{pid}/maps"), own));
        }

        return [.. paths.Select(p => new FileInfo(p)).Where(f => f.Exists).Select(f => new RequiredFile(f.FullName, f.Length))];
    }

    /// <summary>The files that lines of <c>/proc/PID/maps</c> name (proc(5)): no devices, no deleted or anonymous ones.</summary>
    public static IEnumerable<string> PathsIn(IEnumerable<string> maps, string own)
    {
        foreach (var line in maps)
        {
            var start = line.IndexOf('/', StringComparison.Ordinal);
            if (start < 0)
            {
                continue;
            }

            var path = line[start..];
            if (!path.EndsWith(" (deleted)", StringComparison.Ordinal)
                && !path.StartsWith("/dev/", StringComparison.Ordinal)
                && !path.StartsWith("/memfd:", StringComparison.Ordinal)
                && !path.StartsWith("/SYSV", StringComparison.Ordinal)
                && !path.StartsWith(own + "/", StringComparison.Ordinal))
            {
                yield return path;
            }
        }
    }

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
