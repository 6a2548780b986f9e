using System.Globalization;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.OpenMpi;

/// <summary>The command lines of Open MPI 1.3 to 1.6 with checkpoint support (ompi-checkpoint(1), ompi-restart(1)), and of BLCR.</summary>
public static class OpenMpiCommand
{
    public const string Package = "Open MPI 1.6 (configured with --with-ft=cr)";
    public const string BlcrPackage = "BLCR";

    /// <summary>The programs that start a job of several processes.</summary>
    public static readonly IReadOnlyList<string> Launchers = ["mpirun", "mpiexec", "orterun"];

    public static bool IsLauncher(string program) => Launchers.Contains(Path.GetFileName(program), StringComparer.Ordinal);

    public static ToolCommand Version(OpenMpiOptions options) => Ask(new(ToolPath.In(options.Prefix, "mpirun"), ["--version"], "openmpi-bin"));

    public static ToolCommand CheckpointHelp(OpenMpiOptions options) => Ask(new(ToolPath.In(options.Prefix, "ompi-checkpoint"), ["--help"], Package));

    /// <summary>
    /// What is run for the user's words: mpirun of the prefix with checkpoints switched on, or a program of one process under BLCR.
    /// </summary>
    public static IReadOnlyList<string> Launch(OpenMpiOptions options, IReadOnlyList<string> arguments) => IsLauncher(arguments[0])
        ? [Own(options, arguments[0]), "-am", "ft-enable-cr", .. arguments.Skip(1)]
        : [ToolPath.In(options.Prefix, "cr_run"), .. arguments];

    /// <param name="root">A process of the application's pid namespace, as the node sees it.</param>
    /// <param name="mpirun">Its number in that namespace: what the tool compares.</param>
    /// <param name="ends">The job ends once it is written.</param>
    public static ToolCommand Checkpoint(OpenMpiOptions options, int root, int mpirun, bool ends, bool privileged) => Inside(
        root,
        privileged,
        new(ToolPath.In(options.Prefix, "ompi-checkpoint"), [.. ends ? (string[])["--term"] : [], Text(mpirun)], Package));

    public static IReadOnlyList<string> Restart(OpenMpiOptions options, OpenMpiReference image) =>
        [ToolPath.In(options.Prefix, "ompi-restart"), "-s", Text(image.Sequence), image.Snapshot];

    /// <summary>cr_checkpoint of a program of one process.</summary>
    public static ToolCommand CheckpointAlone(OpenMpiOptions options, int root, int pid, string file, bool ends, bool privileged) => Inside(
        root,
        privileged,
        new(ToolPath.In(options.Prefix, "cr_checkpoint"), [.. ends ? (string[])["--term"] : [], "--file", file, Text(pid)], BlcrPackage));

    public static IReadOnlyList<string> RestartAlone(OpenMpiOptions options, string file) =>
        [ToolPath.In(options.Prefix, "cr_restart"), file];

    /// <summary>nsenter(1): the tools name processes by their numbers in the application's own namespace.</summary>
    private static ToolCommand Inside(int root, bool privileged, ToolCommand command) => command.Under(
        "nsenter",
        ["--target", Text(root), "--pid", .. privileged ? (string[])[] : ["--user", "--preserve-credentials"], "--"]);

    /// <summary>Without HOME Open MPI does not even tell its version.</summary>
    private static ToolCommand Ask(ToolCommand command) =>
        command with { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = "/" } };

    private static string Own(OpenMpiOptions options, string program) =>
        options.Prefix.Length == 0 ? program : ToolPath.In(options.Prefix, Path.GetFileName(program));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
