using System.Collections.Concurrent;
using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.AppDriver.Applications;

/// <summary>What the drivers said of themselves; asked again after a while, since tools are installed and removed.</summary>
public sealed class DriverProbes(IReadOnlyDictionary<string, ICheckpointDriver> drivers, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (DriverProbe Probe, long At)> _told = new(StringComparer.Ordinal);

    /// <summary>All, by name; side by side, for a tool may be slow to answer.</summary>
    public async Task<IReadOnlyList<DriverProbe>> AllAsync(CancellationToken cancellation) =>
        await Task.WhenAll(drivers.Keys.Order(StringComparer.Ordinal).Select(name => OfAsync(name, cancellation)));

    public async Task<DriverProbe> OfAsync(string name, CancellationToken cancellation)
    {
        if (!_told.TryGetValue(name, out var told))
        {
            return await AskAsync(name, cancellation);
        }

        if (time.GetElapsedTime(told.At) >= Fresh)
        {
            // A node must not look dead because a tool is slow to answer: what was told last is told, and asked for again.
            _told[name] = (told.Probe, time.GetTimestamp());
            _ = AskAsync(name, CancellationToken.None);
        }

        return told.Probe;
    }

    private async Task<DriverProbe> AskAsync(string name, CancellationToken cancellation)
    {
        var probe = await drivers[name].ProbeAsync(cancellation) with { Capabilities = drivers[name].Capabilities };
        _told[name] = (probe, time.GetTimestamp());
        return probe;
    }
}
