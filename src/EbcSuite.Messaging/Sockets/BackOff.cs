namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// The pauses between attempts: doubled each time up to the longest, of which a random half is taken off so that the
/// clients of a restarted broker do not come all at once. Pure but for the random numbers given.
/// </summary>
internal sealed class BackOff(TimeSpan shortest, TimeSpan longest, Random random)
{
    private int _attempts;

    public TimeSpan Next()
    {
        var pause = Math.Min(longest.TotalMilliseconds, shortest.TotalMilliseconds * Math.Pow(2, _attempts));
        _attempts = Math.Min(_attempts + 1, 30);
        return TimeSpan.FromMilliseconds(Math.Max(shortest.TotalMilliseconds, pause * (0.5 + (random.NextDouble() / 2))));
    }

    public void Reset() => _attempts = 0;
}
