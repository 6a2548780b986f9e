namespace EbcSuite.AppDriver.Streams;

/// <summary>How quickly a link takes bytes, over about the last second. Values only; one writer, any reader.</summary>
public sealed class LinkRate
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1);

    private TimeSpan _since;
    private long _bytes;
    private double _rate = 100e6;

    /// <summary>A local network's until the first second has passed.</summary>
    public double BytesPerSecond => Volatile.Read(ref _rate);

    public void Took(int bytes, TimeSpan now)
    {
        if (_bytes == 0)
        {
            _since = now;
        }

        _bytes += bytes;
        if (now - _since >= Span)
        {
            Volatile.Write(ref _rate, _bytes / (now - _since).TotalSeconds);
            _bytes = 0;
        }
    }
}
