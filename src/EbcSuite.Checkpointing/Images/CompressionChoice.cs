namespace EbcSuite.Checkpointing.Images;

/// <summary>
/// Whether compressing a block is worth its time: when the time it saves on the link is more than the time it takes. A numeric
/// grid that shrinks by a tenth is worth it over a provider's uplink, and is not over a local one. Values only.
/// </summary>
public sealed class CompressionChoice
{
    /// <summary>
    /// Blocks that are not tried where it does not pay, before one is tried to see whether that has changed: 7, then twice as many
    /// each time. A try costs several times what hashing the block does.
    /// </summary>
    private const int FirstUntried = 7;

    private const int MostUntried = 127;

    private double _saved;
    private double _secondsPerByte;
    private int _untried;
    private int _patience = FirstUntried;
    private bool _known;

    /// <summary>Another file begins: its content may be of another kind.</summary>
    public void Begin()
    {
        _known = false;
        _untried = 0;
        _patience = FirstUntried;
    }

    /// <param name="linkRate">Bytes a second that the link takes now.</param>
    public bool Try(double linkRate)
    {
        if (!_known || _saved / linkRate > _secondsPerByte)
        {
            _patience = FirstUntried;
            return true;
        }

        if (_untried++ < _patience)
        {
            return false;
        }

        _untried = 0;
        _patience = Math.Min((_patience * 2) + 1, MostUntried);
        return true;
    }

    /// <summary>What a try came to.</summary>
    /// <param name="packed">Bytes after it; those of the raw block when it did not get smaller.</param>
    public void Saw(int raw, int packed, TimeSpan took)
    {
        _known = true;
        _saved = 1 - ((double)packed / raw);
        _secondsPerByte = took.TotalSeconds / raw;
    }
}
