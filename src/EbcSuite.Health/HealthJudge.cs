namespace EbcSuite.Health;

/// <summary>Judges a daemon by what it wrote. Pure: what is known of its process, and the time, are arguments.</summary>
public static class HealthJudge
{
    /// <summary>A machine that is busy for a moment makes no daemon stale.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="daemon">Who is asked for.</param>
    /// <param name="document">What it wrote, or null.</param>
    /// <param name="processStarted">When the process with the document's pid began, in clock ticks since boot; null if there is none.</param>
    /// <param name="nowMs">Now, in ms of CLOCK_MONOTONIC.</param>
    public static HealthVerdict Judge(string daemon, HealthDocument? document, long? processStarted, long nowMs)
    {
        if (document is null)
        {
            return new(daemon, DaemonHealth.NotRunning, "it has left no status file", TimeSpan.Zero, Document: null);
        }

        var age = TimeSpan.FromMilliseconds(Math.Max(0, nowMs - document.BeatMs));
        var (health, why) = Judge(document, processStarted, age);
        return new(daemon, health, why, age, document);
    }

    /// <summary>A status file that cannot be understood: something writes there that is no daemon, or of another version.</summary>
    public static HealthVerdict Unreadable(string daemon, string why) =>
        new(daemon, DaemonHealth.Stale, why, TimeSpan.Zero, Document: null);

    private static (DaemonHealth Health, string Why) Judge(HealthDocument document, long? processStarted, TimeSpan age)
    {
        if (processStarted != document.ProcessStarted)
        {
            return (DaemonHealth.NotRunning, $"its process {document.Pid} is gone");
        }

        if (age > Patience && age.TotalMilliseconds > 5 * document.IntervalMs)
        {
            return (DaemonHealth.Stale, $"its process {document.Pid} has given no sign of life for {age.TotalSeconds:0} s");
        }

        if (document.Phase != DaemonPhase.Ready)
        {
            return document.Phase == DaemonPhase.Starting
                ? (DaemonHealth.Starting, "it is not ready yet")
                : (DaemonHealth.Stopping, "it is stopping");
        }

        if (document.Hanging.Count > 0)
        {
            return (DaemonHealth.Hanging, $"does not go round: {string.Join(", ", document.Hanging)}");
        }

        var down = document.Links.Where(l => !l.Value).Select(l => l.Key).Order(StringComparer.Ordinal).ToList();
        return down.Count > 0
            ? (DaemonHealth.Disconnected, $"no link to {string.Join(", ", down)}")
            : (DaemonHealth.Healthy, "ready");
    }
}
