namespace EbcSuite.AppDriver.Streams;

/// <summary>Wakes one waiting loop; wakes that come while it is awake count once.</summary>
internal sealed class WakeSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0);

    public void Set()
    {
        if (_semaphore.CurrentCount == 0)
        {
            _semaphore.Release();
        }
    }

    /// <summary>Returns when woken, or after <paramref name="limit"/>.</summary>
    public Task WaitAsync(TimeSpan limit, CancellationToken cancellation) => _semaphore.WaitAsync(limit, cancellation);

    public void Dispose() => _semaphore.Dispose();
}
