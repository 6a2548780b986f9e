namespace EbcSuite.Checkpointing.Images;

/// <summary>
/// What the sender of a stream may send next, by the receiver's credit; goes back to what the receiver lacks when chunks
/// were lost. Values only: no clock, no socket. Not safe for two threads.
/// </summary>
/// <param name="patience">Without news of progress for this long, the stream goes back to the first chunk not received.</param>
public sealed class SendWindow(TimeSpan patience)
{
    /// <summary>Credits that say the same before it is taken for a loss and not for one chunk overtaken by news.</summary>
    private const int Repeats = 3;

    private TimeSpan _progressAt;
    private int _repeats;
    private long _wentBackTo = -1;

    /// <summary>The chunk to send next.</summary>
    public long Next { get; private set; }

    /// <summary>Every chunk below has arrived: it need not be kept.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>The first chunk that may not yet be sent.</summary>
    public long Limit { get; private set; }

    /// <summary>Times that the stream went back.</summary>
    public int Returns { get; private set; }

    public bool MaySend => Next < Limit;

    /// <param name="now">Time since any fixed moment.</param>
    public void Sent(TimeSpan now)
    {
        if (!MaySend)
        {
            throw new InvalidOperationException($"Chunk {Next} may not be sent: the limit is {Limit}.");
        }

        if (Next == Acknowledged)
        {
            _progressAt = now;
        }

        Next++;
    }

    /// <summary>News from the receiver; old and impossible ones change nothing.</summary>
    /// <param name="limit">The credit's <c>sequence</c>.</param>
    /// <param name="received">The credit's <c>next</c>.</param>
    public void Credit(long limit, long received, TimeSpan now)
    {
        Limit = Math.Max(Limit, limit);
        if (received > Acknowledged && received <= HighestSent)
        {
            Acknowledged = received;
            Next = Math.Max(Next, received);
            _progressAt = now;
            _repeats = 0;
        }
        else if (received == Acknowledged && received < Next && ++_repeats >= Repeats && _wentBackTo != received)
        {
            GoBack(now);
        }
    }

    /// <summary>The link broke, or sending failed: what is not acknowledged is sent again.</summary>
    public void GoBack(TimeSpan now)
    {
        if (Next == Acknowledged)
        {
            return;
        }

        HighestSent = Math.Max(HighestSent, Next);
        Next = Acknowledged;
        _wentBackTo = Acknowledged;
        _repeats = 0;
        _progressAt = now;
        Returns++;
    }

    /// <summary>Goes back if something is under way and nothing has come of it for <c>patience</c>.</summary>
    /// <returns>Whether it went back.</returns>
    public bool Look(TimeSpan now)
    {
        if (Next == Acknowledged || now - _progressAt < patience)
        {
            return false;
        }

        GoBack(now);
        return true;
    }

    private long HighestSent
    {
        get => Math.Max(field, Next);
        set;
    }
}
