using System.Collections.Concurrent;

namespace EbcSuite.AppDriver.Commands;

/// <summary>One at a time may change an application.</summary>
public sealed class ApplicationGates
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    /// <summary>Waits for its turn; dispose what it returns to let the next one in.</summary>
    public async Task<IDisposable> EnterAsync(string application, CancellationToken cancellation)
    {
        var gate = _gates.GetOrAdd(application, _ => new(1, 1));
        await gate.WaitAsync(cancellation);
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                gate.Release();
            }
        }
    }
}
