using System.Runtime.InteropServices;

namespace EbcSuite.Drivers.Preflight;

/// <summary>What this machine is, as far as an image depends on it.</summary>
public static class Machine
{
    /// <summary>x64, arm64 …</summary>
    public static string Architecture => RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    /// <summary>uname -r.</summary>
    public static string Kernel => Environment.OSVersion.Version.ToString();

    /// <summary>The flags of the first processor, sorted. Empty where <c>/proc/cpuinfo</c> lists none.</summary>
    public static IReadOnlyList<string> CpuFlags() => FlagsOf(File.ReadLines("/proc/cpuinfo"));

    public static IReadOnlyList<string> FlagsOf(IEnumerable<string> cpuInfo)
    {
        var line = cpuInfo.FirstOrDefault(l =>
            l.StartsWith("flags", StringComparison.Ordinal) || l.StartsWith("Features", StringComparison.Ordinal));
        return line is null
            ? []
            : [.. line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
