using System.Globalization;
using EbcSuite.Health;
using Spectre.Console;

namespace EbcSuite.Cli.Rendering;

/// <summary>The table of <c>ebc status</c>.</summary>
public static class StatusTable
{
    public static Table Of(IEnumerable<HealthVerdict> verdicts, DateTimeOffset now)
    {
        var table = SystemTables.New("DAEMON", "HEALTH", "PID", "UP", "VERSION", "WHY");
        foreach (var verdict in verdicts)
        {
            var running = verdict.Health == DaemonHealth.NotRunning ? null : verdict.Document;
            SystemTables.Row(
                table,
                verdict.Daemon,
                Word(verdict.Health),
                running?.Pid.ToString(CultureInfo.InvariantCulture) ?? "",
                running is null ? "" : Units.Time(now > running.Started ? now - running.Started : TimeSpan.Zero),
                running?.Version ?? "",
                verdict.Why);
        }

        return table;
    }

    private static string Word(DaemonHealth health) =>
        health == DaemonHealth.NotRunning ? "not running" : health.ToString().ToLowerInvariant();
}
