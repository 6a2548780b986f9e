namespace EbcSuite.Hosting;

/// <summary>The last time a loop went round.</summary>
/// <param name="within">The longest time between two beats of a loop that is well.</param>
public sealed class Heartbeat(TimeSpan within, TimeProvider time)
{
    private long _last = time.GetTimestamp();

    /// <summary>Called by the loop, every time round.</summary>
    public void Beat() => Volatile.Write(ref _last, time.GetTimestamp());

    public bool IsAlive => time.GetElapsedTime(Volatile.Read(ref _last)) <= within;
}
