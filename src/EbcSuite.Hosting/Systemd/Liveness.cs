using System.Collections.Concurrent;

namespace EbcSuite.Hosting;

/// <summary>What the daemon's loops say about themselves; the watchdog asks it. Safe to call from any thread.</summary>
/// <remarks>Without a probe the daemon counts as alive.</remarks>
public sealed class Liveness
{
    private readonly ConcurrentDictionary<string, Func<bool>> _probes = new(StringComparer.Ordinal);

    /// <param name="name">Names the loop in the log line that says that it hangs. A second probe replaces the first.</param>
    /// <param name="alive">Called from the watchdog's thread; must not block.</param>
    public void Register(string name, Func<bool> alive) => _probes[name] = alive;

    /// <summary>A loop that must call <see cref="Heartbeat.Beat"/> at least once in <paramref name="within"/>.</summary>
    public Heartbeat Register(string name, TimeSpan within, TimeProvider time)
    {
        var heartbeat = new Heartbeat(within, time);
        Register(name, () => heartbeat.IsAlive);
        return heartbeat;
    }

    /// <summary>The names of the loops that hang; empty when all are well.</summary>
    public IReadOnlyList<string> Hanging() =>
        [.. _probes.Where(p => !p.Value()).Select(p => p.Key).Order(StringComparer.Ordinal)];
}
