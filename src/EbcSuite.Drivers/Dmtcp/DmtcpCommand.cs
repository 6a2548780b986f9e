using System.Globalization;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Dmtcp;

/// <summary>The command lines of DMTCP (dmtcp_launch(1), dmtcp_command(1), dmtcp_restart(1)), for version 3 and 4.</summary>
public static class DmtcpCommand
{
    public const string Package = "DMTCP (not in Debian: build it from its source)";

    public static ToolCommand Version(DmtcpOptions options) => new(ToolPath.In(options.Prefix, "dmtcp_launch"), ["--version"], Package);

    /// <summary>
    /// The words before the application's own: a coordinator of its own, at a port that the system chooses. Images are not
    /// compressed: they are on their way, and gzip takes seconds. dmtcp_launch knows no <c>--</c>.
    /// </summary>
    public static IReadOnlyList<string> Launch(DmtcpOptions options, DmtcpLayout layout, IReadOnlyList<string> arguments) =>
    [
        ToolPath.In(options.Prefix, "dmtcp_launch"),
        .. Coordinator(layout),
        "--no-gzip",
        .. arguments,
    ];

    /// <summary>What makes the application again from its images.</summary>
    public static IReadOnlyList<string> Restart(DmtcpOptions options, DmtcpLayout layout, IReadOnlyList<string> images) =>
        [ToolPath.In(options.Prefix, "dmtcp_restart"), .. Coordinator(layout), .. images];

    public static ToolCommand Status(DmtcpOptions options, int port) => Tell(options, port, "--status");

    /// <summary>Returns when all images are written; the application goes on.</summary>
    public static ToolCommand Checkpoint(DmtcpOptions options, int port) => Tell(options, port, "--bcheckpoint");

    /// <summary>Writes all images and ends the application before it runs again.</summary>
    public static ToolCommand CheckpointAndKill(DmtcpOptions options, int port) => Tell(options, port, "--kcheckpoint");

    private static IEnumerable<string> Coordinator(DmtcpLayout layout) =>
        ["--new-coordinator", "--coord-port", "0", "--port-file", layout.PortFile, "--ckptdir", layout.Checkpoints];

    private static ToolCommand Tell(DmtcpOptions options, int port, string word) => new(
        ToolPath.In(options.Prefix, "dmtcp_command"),
        ["--coord-port", port.ToString(CultureInfo.InvariantCulture), word],
        Package);
}
