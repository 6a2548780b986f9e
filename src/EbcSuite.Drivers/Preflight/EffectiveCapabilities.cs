using System.Globalization;

namespace EbcSuite.Drivers.Preflight;

/// <summary>The effective capabilities of a process, as a set of bits: capabilities(7), and CapEff in proc(5).</summary>
public readonly record struct EffectiveCapabilities(ulong Bits)
{
    /// <summary>The numbers of those that drivers ask about, from linux/capability.h.</summary>
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.Ordinal)
    {
        ["CAP_KILL"] = 5,
        ["CAP_NET_ADMIN"] = 12,
        ["CAP_SYS_PTRACE"] = 19,
        ["CAP_SYS_ADMIN"] = 21,
        ["CAP_SYS_RESOURCE"] = 24,
        ["CAP_CHECKPOINT_RESTORE"] = 40,
    };

    public static EffectiveCapabilities All => new(ulong.MaxValue);

    /// <summary>This daemon's.</summary>
    public static EffectiveCapabilities Own() => In(File.ReadLines("/proc/self/status"));

    /// <summary>Of the lines of <c>/proc/PID/status</c>; none when there is no such line.</summary>
    public static EffectiveCapabilities In(IEnumerable<string> status)
    {
        var line = status.FirstOrDefault(l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        return new(line is not null && ulong.TryParse(line["CapEff:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)
            ? bits
            : 0);
    }

    /// <summary>Which of these are not there, by their names.</summary>
    public IReadOnlyList<string> Lacking(IEnumerable<string> names)
    {
        var bits = Bits;
        return [.. names.Where(name => (bits & (1UL << Numbers[name])) == 0)];
    }
}
