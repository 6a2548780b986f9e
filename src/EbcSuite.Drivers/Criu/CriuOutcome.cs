using System.Text.RegularExpressions;
using EbcSuite.Checkpointing;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Criu;

/// <summary>What an end of criu means. Exit 0 is success whatever the log says: harmless lines there begin with "Error".</summary>
public static partial class CriuOutcome
{
    /// <summary>Signs in the log, the most telling first, and the name and advice for each.</summary>
    private static readonly (Regex Sign, CheckpointFault Fault, string Advice)[] Signs =
    [
        (DiskFull(), CheckpointFault.DiskFull, "The disk is full: make room where images are kept."),
        (SocketOption(), CheckpointFault.KernelUnsupported, "This criu cannot dump sockets on this kernel (SO_PASSCRED, from 6.16): install criu 4.2 or later."),
        (Vdso(), CheckpointFault.KernelUnsupported, "This criu does not know this kernel's vDSO: install criu 4.2 or later."),
        (FileMissing(), CheckpointFault.LibraryMissing, "A file that the application has open or mapped is missing or differs here: install the same package."),
        (CpuMissing(), CheckpointFault.CpuFeatureMissing, "This machine's processor lacks what the application uses."),
        (ImageBroken(), CheckpointFault.ImageIncomplete, "The image is not whole."),
        (PidTaken(), CheckpointFault.RestoreFailed, "A process id that the application had is taken here."),
        (AddressMissing(), CheckpointFault.RestoreFailed, "A socket is bound to an address that this machine has not."),
        (TerminalTaken(), CheckpointFault.RestoreFailed, "A pseudo terminal's number is taken here: start the job without terminals."),
        (Cgroup(), CheckpointFault.RestoreFailed, "A control group of the source is missing here."),
        (PacketFilter(), CheckpointFault.ToolMissing, "The network could not be locked: install nftables or iptables, or criu 4.0 or later."),
    ];

    /// <summary>Null when the dump succeeded.</summary>
    public static CheckpointException? OfDump(ToolResult result, string log) => Judge("dump", CheckpointFault.DumpFailed, result, log);

    /// <summary>Null when the restore succeeded.</summary>
    public static CheckpointException? OfRestore(ToolResult result, string log) =>
        Judge("restore", CheckpointFault.RestoreFailed, result, log);

    /// <summary>The number of <c>Version: 4.2.1</c>; null when the text has none.</summary>
    public static string? VersionOf(string output) => VersionLine().Match(output) is { Success: true } match ? match.Groups["version"].Value : null;

    private static CheckpointException? Judge(string act, CheckpointFault otherwise, ToolResult result, string log)
    {
        if (result.Succeeded)
        {
            return null;
        }

        var text = log + "\n" + result.Errors;
        foreach (var (sign, fault, advice) in Signs)
        {
            // A missing file while dumping is not this machine's lack but the dump's failure.
            var anywhere = fault is CheckpointFault.DiskFull or CheckpointFault.KernelUnsupported or CheckpointFault.ToolMissing;
            if (sign.IsMatch(text) && (anywhere || otherwise == CheckpointFault.RestoreFailed))
            {
                return new(fault, $"criu {act} failed with exit code {result.ExitCode}. {advice} {End(text)}");
            }
        }

        return new(otherwise, $"criu {act} failed with exit code {result.ExitCode}. {End(text)}");
    }

    /// <summary>The last lines that tell of an error, else the last lines.</summary>
    private static string End(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var errors = lines.Where(l => l.Contains("Error", StringComparison.Ordinal)).TakeLast(6).ToArray();
        return "Its log ends: " + string.Join(" | ", errors.Length > 0 ? errors : lines.TakeLast(4));
    }

    [GeneratedRegex(@"No space left on device|Disk quota exceeded|ENOSPC", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DiskFull();

    [GeneratedRegex(@"Can't open file .*: No such file|bad (size|mode|build-ID)|has bad build-ID|File .* has bad|Can't open \S+ on restore|Can't open image path .*No such file", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileMissing();

    [GeneratedRegex(@"CPU capabilities do not match|cpu: .*(not supported|missing|mismatch)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CpuMissing();

    [GeneratedRegex(@"Unable to open \S+\.img|Magic doesn't match|Can't read .*\.img|Unexpected EOF|Image file corrupted|Can't open \S+\.img|Failed parsing inventory", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ImageBroken();

    [GeneratedRegex(@"Can't fork for \d+: File exists|Pid \d+ do not match expected|Can't clone.*File exists", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PidTaken();

    [GeneratedRegex(@"Cannot assign requested address", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressMissing();

    [GeneratedRegex(@"tty: Unable to open dev/pts", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TerminalTaken();

    [GeneratedRegex(@"SO_PASSCRED|Can't (get|set) 1:(16|34) socket opt", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SocketOption();

    [GeneratedRegex(@"Unexpected rt vDSO area bounds", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vdso();

    [GeneratedRegex(@"Locking network failed", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PacketFilter();

    [GeneratedRegex(@"cg: (Failed|Can't|Unable)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cgroup();

    [GeneratedRegex(@"Version:\s*(?<version>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VersionLine();
}
