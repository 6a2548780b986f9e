using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Capsules;

/// <summary>
/// Where systemd runs, an application gets a scope of its own, in <c>ebc-applications.slice</c>: stopping the daemon's unit does not
/// reach it, and <c>systemctl status 'ebc-application-NAME-*'</c> shows it.
/// </summary>
public static class SystemdScope
{
    public const string Slice = "ebc-applications.slice";

    /// <summary>sd_booted(3).</summary>
    public static bool Here => Directory.Exists("/run/systemd/system");

    /// <summary>The command in a scope if systemd is there, else as it is. systemd-run becomes the command: the pid stays.</summary>
    public static ToolCommand Around(ToolCommand command, string application) =>
        Here ? Wrap(command, application, Guid.NewGuid().ToString("N")[..8]) : command;

    /// <param name="unique">A copy may be restored where the one before is still being ended: two scopes, two names.</param>
    public static ToolCommand Wrap(ToolCommand command, string application, string unique) => command.Under(
        "systemd-run",
        [
            "--scope", "--quiet", "--collect",
            $"--unit=ebc-application-{application}-{unique}",
            $"--slice={Slice}",
            $"--description=EbcSuite application {application}",

            // A job may have any number of ranks; a machine that shuts down asks it to end and does not wait for minutes.
            "--property=TasksMax=infinity",
            "--property=TimeoutStopSec=20s",
            "--",
        ]);
}
