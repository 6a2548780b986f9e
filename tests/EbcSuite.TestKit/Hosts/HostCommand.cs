namespace EbcSuite.TestKit.Hosts;

/// <summary>Command lines of the machine that act on a host. Pure.</summary>
internal static class HostCommand
{
    // The standard input is the host's own /dev/null: a descriptor from outside cannot be dumped.
    private const string WithoutInput = "exec \"$@\" </dev/null";
    private const string IntoLog = "exec \"$@\" </dev/null >>\"$0\" 2>&1";

    /// <summary>Runs the host itself, in a session of its own so that ctrl-C reaches only its creator.</summary>
    public static IReadOnlyList<string> Boot(HostOptions host) =>
    [
        "setsid", Repository.PathOf("tests", "EbcSuite.TestKit", "Hosts", host.Systemd ? "run-machine.sh" : "run-host.sh"),
        host.Image.Root, host.Directory, host.Name,
        .. host.Binds.Select(bind => $"{bind.Value}={bind.Key}"),
    ];

    /// <summary>Runs a command in the host.</summary>
    public static IReadOnlyList<string> Run(int pidOne, IReadOnlyList<string> command, RunOptions options) =>
        [.. Enter(pidOne, options), "sh", "-c", WithoutInput, "sh", .. command];

    /// <summary>Runs a command in the host in a session of its own, its output appended to a file of the host.</summary>
    public static IReadOnlyList<string> RunIntoLog(int pidOne, IReadOnlyList<string> command, string log, RunOptions options) =>
        [.. Enter(pidOne, options), "setsid", "sh", "-c", IntoLog, log, .. command];

    /// <summary>Runs a command of the root of a host that is not booted yet.</summary>
    public static IReadOnlyList<string> InRoot(int pidOne, string root, IReadOnlyList<string> command) =>
        ["nsenter", $"--target={pidOne}", "--mount", "--", "chroot", root, .. command];

    /// <summary>Runs a tool of the machine in the host's network alone.</summary>
    public static IReadOnlyList<string> InNetwork(int pidOne, IReadOnlyList<string> command) =>
        ["nsenter", $"--target={pidOne}", "--net", "--", .. command];

    private static IReadOnlyList<string> Enter(int pidOne, RunOptions options)
    {
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{HostImage.DotnetDirectory}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin",
            ["HOME"] = "/root",
            ["LANG"] = "C.UTF-8",
            ["DOTNET_ROOT"] = HostImage.DotnetDirectory,
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        };
        foreach (var (name, value) in options.Environment)
            environment[name] = value;
        return
        [
            "nsenter", $"--target={pidOne}", "--mount", "--pid", "--uts", "--ipc", "--net", "--root", "--wd", "--",
            "env", "-i", $"--chdir={options.WorkingDirectory}", .. environment.Select(pair => $"{pair.Key}={pair.Value}"),
        ];
    }
}
