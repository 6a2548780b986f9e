using System.Globalization;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Criu;

/// <summary>
/// The command lines of criu(8), for criu 3.16 and later. Files are named by absolute paths; the log is in the image's directory, so that
/// it stays with what it tells of.
/// </summary>
public static class CriuCommand
{
    public const string Package = "criu";
    public const string DumpLog = "dump.log";
    public const string RestoreLog = "restore.log";
    public const string PidFile = "restored.pid";

    public static ToolCommand Version(CriuOptions options) => Call(options, ["--version"]);

    public static ToolCommand Check(CriuOptions options) => Call(options, ["check"]);

    /// <summary>Succeeds when criu was built with libnftables and the kernel has what it asks of it.</summary>
    public static ToolCommand CheckNftables(CriuOptions options) => Call(options, ["check", "--feature", "network_lock_nftables"]);

    /// <summary>
    /// Dumps processes that are stopped already. <c>--leave-running</c> and not <c>--leave-stopped</c>: the latter keeps the
    /// connections locked, and a job whose ranks talk by TCP never goes on after SIGCONT. What is stopped stays stopped.
    /// </summary>
    public static ToolCommand Dump(CriuOptions options, NetworkLock packets, int pid, string images) => Call(
        options,
        ["dump", "--tree", pid.ToString(CultureInfo.InvariantCulture), .. Common(packets, images, DumpLog), "--leave-running"]);

    /// <summary>The restored tree is detached; its processes are stopped, as they were dumped.</summary>
    public static ToolCommand Restore(CriuOptions options, NetworkLock packets, string images) => Call(
        options,
        ["restore", .. Common(packets, images, RestoreLog), "--restore-detached", "--pidfile", Path.Combine(images, PidFile)]);

    private static IEnumerable<string> Common(NetworkLock packets, string images, string log) =>
    [
        "--images-dir", images,
        "--work-dir", images,
        "--log-file", log,
        "-v2",
        "--tcp-established",
        "--file-locks",
        "--ext-unix-sk",
        "--network-lock", packets switch
        {
            NetworkLock.Iptables => "iptables",
            NetworkLock.Skip => "skip",
            _ => "nftables",
        },

        // Else the source's cgroup path, its systemd scope, would be made again on the target.
        "--manage-cgroups=ignore",
    ];

    private static ToolCommand Call(CriuOptions options, IReadOnlyList<string> arguments) => new(options.Path, arguments, Package);
}
