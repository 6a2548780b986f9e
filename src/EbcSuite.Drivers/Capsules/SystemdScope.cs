using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Capsules;

/// <summary>Where systemd runs, an application gets a scope of its own: stopping the daemon's unit does not reach it.</summary>
public static class SystemdScope
{
    /// <summary>sd_booted(3).</summary>
    public static bool Here => Directory.Exists("/run/systemd/system");

    /// <summary>The command in a scope if systemd is there, else as it is. systemd-run becomes the command: the pid stays.</summary>
    public static ToolCommand Around(ToolCommand command, string application) =>
        Here ? Wrap(command, application) : command;

    public static ToolCommand Wrap(ToolCommand command, string application) => command.Under(
        "systemd-run",
        ["--scope", "--quiet", "--collect", $"--description=EbcSuite application {application}", "--"]);
}
