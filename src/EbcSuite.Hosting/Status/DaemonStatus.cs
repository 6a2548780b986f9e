using System.Collections.Concurrent;

namespace EbcSuite.Hosting;

/// <summary>What the daemon's parts say for its status file (<c>ebc status</c>). Safe to call from any thread.</summary>
public sealed class DaemonStatus
{
    private readonly ConcurrentDictionary<string, bool> _links = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<long>> _counters = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Func<CancellationToken, Task<StatusReading>>> _asked = new();

    /// <summary>A link that is dialled, down at first; call the result with its state whenever that changes.</summary>
    public Action<bool> Link(string endpoint)
    {
        _links[endpoint] = false;
        return up => _links[endpoint] = up;
    }

    /// <param name="read">Called every few seconds; must not block.</param>
    public void Counter(string name, Func<long> read) => _counters[name] = read;

    /// <summary>For what lives on a thread of its own: asked every few seconds, and left out when it does not answer.</summary>
    public void Ask(Func<CancellationToken, Task<StatusReading>> read) => _asked.Enqueue(read);

    /// <summary>Everything, and what did not answer before <paramref name="limit"/>.</summary>
    internal async Task<(StatusReading Reading, int Silent)> ReadAsync(CancellationToken limit)
    {
        var links = new SortedDictionary<string, bool>(_links, StringComparer.Ordinal);
        var counters = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, read) in _counters)
        {
            counters[name] = read();
        }

        var silent = 0;
        foreach (var ask in _asked)
        {
            try
            {
                var reading = await ask(limit).WaitAsync(limit).ConfigureAwait(false);
                foreach (var (endpoint, up) in reading.Links)
                {
                    links[endpoint] = up;
                }

                foreach (var (name, count) in reading.Counters)
                {
                    counters[name] = count;
                }
            }
            catch (Exception)
            {
                // Whatever kept it from answering, its own logger tells; here it counts as not alive.
                silent++;
            }
        }

        return (new(links, counters), silent);
    }
}
