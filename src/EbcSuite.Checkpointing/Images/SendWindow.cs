namespace EbcSuite.Checkpointing.Images;

/// <summary>
/// What the sender of a stream may send next, by the receiver's credit; goes back to what the receiver lacks when chunks
/// were lost. Values only: no clock, no socket. Not safe for two threads.
/// </summary>
/// <remarks>
/// A gap that the receiver saw is certain, for chunks do not overtake each other: the stream goes back at once. Silence is not
/// certain: a slow link needs seconds for one chunk. So the patience follows what progress takes, and doubles with each return
/// until there is progress. And after a first silence one chunk is sent again as a
/// probe; all that followed it only after a second.
/// </remarks>
/// <param name="patience">Without progress for so long at least, the stream goes back to the first chunk not received.</param>
public sealed class SendWindow(TimeSpan patience)
{
    private const int SlowestFactor = 64;

    private TimeSpan _progressAt;
    private TimeSpan _movedAt;
    private TimeSpan _usual;
    private int _backOff = 1;
    private bool _returned;
    private bool _probing;
    private long _probed = -2;
    private long _wentBackTo = -1;

    /// <summary>The chunk to send next.</summary>
    public long Next { get; private set; }

    /// <summary>Every chunk below has arrived: it need not be kept.</summary>
    public long Acknowledged { get; private set; }

    /// <summary>The first chunk that may not yet be sent.</summary>
    public long Limit { get; private set; }

    /// <summary>Times that the stream went back.</summary>
    public int Returns { get; private set; }

    public bool MaySend => Next < Limit && (!_probing || Next == Acknowledged);

    /// <param name="now">Time since any fixed moment.</param>
    public void Sent(TimeSpan now)
    {
        if (!MaySend)
        {
            throw new InvalidOperationException($"Chunk {Next} may not be sent: the limit is {Limit}.");
        }

        if (Next == Acknowledged && !_returned)
        {
            _progressAt = _movedAt = now;
        }

        Next++;
    }

    /// <summary>What is waited for progress now.</summary>
    public TimeSpan Patience
    {
        get
        {
            var usual = _usual * 2 > patience ? _usual * 2 : patience;
            var wait = usual * _backOff;
            return wait < patience * SlowestFactor ? wait : patience * SlowestFactor;
        }
    }

    /// <summary>News from the receiver; old and impossible ones change nothing.</summary>
    /// <param name="limit">The credit's <c>sequence</c>.</param>
    /// <param name="received">The credit's <c>next</c>.</param>
    /// <param name="gap">A chunk after <paramref name="received"/> came, and it did not.</param>
    public void Credit(long limit, long received, bool gap, TimeSpan now)
    {
        Limit = Math.Max(Limit, limit);
        if (received > Acknowledged && received <= HighestSent)
        {
            // From progress to progress, returns between them or not: repetitions that are on their way cost time, too.
            var took = now - _movedAt;
            _usual = took > _usual ? took : _usual * 7 / 8;
            _backOff = 1;
            Acknowledged = received;

            // What had followed the probe is taken to be on its way still; a gap says so if it is not.
            Next = Math.Max(_probing ? HighestSent : Next, received);
            _progressAt = _movedAt = now;
            _returned = false;
            _probing = false;
        }

        if (gap && received == Acknowledged && received < Next && _wentBackTo != received)
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

        _wentBackTo = Acknowledged;
        _probing = false;
        Return(now);
    }

    /// <summary>Goes back if something is under way and nothing has come of it for <see cref="Patience"/>.</summary>
    /// <returns>Whether it went back.</returns>
    public bool Look(TimeSpan now)
    {
        if (Next == Acknowledged || now - _progressAt < Patience)
        {
            return false;
        }

        _backOff = Math.Min(_backOff * 2, SlowestFactor);
        if (Acknowledged <= _probed + 1)
        {
            GoBack(now);
        }
        else
        {
            _probing = true;
            Return(now);
        }

        _probed = Acknowledged;
        return true;
    }

    private void Return(TimeSpan now)
    {
        HighestSent = Math.Max(HighestSent, Next);
        Next = Acknowledged;
        _returned = true;
        _progressAt = now;
        Returns++;
    }

    private long HighestSent
    {
        get => Math.Max(field, Next);
        set;
    }
}
