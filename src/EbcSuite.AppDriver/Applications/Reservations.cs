using System.Collections.Concurrent;

namespace EbcSuite.AppDriver.Applications;

/// <summary>Space that is set aside for applications on their way here. In memory only: a restarted daemon is asked again.</summary>
public sealed class Reservations
{
    private readonly ConcurrentDictionary<string, long> _bytes = new(StringComparer.Ordinal);

    public void Set(string application, long bytes) => _bytes[application] = bytes;

    public void Release(string application) => _bytes.TryRemove(application, out _);

    public long BytesOfOthers(string application) =>
        _bytes.Where(r => !string.Equals(r.Key, application, StringComparison.Ordinal)).Sum(r => r.Value);
}
