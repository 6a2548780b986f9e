namespace EbcSuite.Checkpointing.Images;

/// <summary>What becomes of a chunk that arrived.</summary>
public enum ChunkVerdict
{
    /// <summary>It is the next one.</summary>
    Take = 1,

    /// <summary>It has been received already.</summary>
    Duplicate,

    /// <summary>One before it is missing; it will be sent again.</summary>
    Gap,

    /// <summary>It was sent without credit: the sender does not keep the rules.</summary>
    Uninvited,
}

/// <summary>
/// The receiver's side of a stream: takes chunks strictly in order and gives credit as they are consumed, so that never more
/// than <paramref name="size"/> chunks wait here. Values only. Not safe for two threads.
/// </summary>
public sealed class ReceiveWindow(int size)
{
    private long _told;

    /// <summary>The first chunk that has not arrived: the credit's <c>next</c>.</summary>
    public long Received { get; private set; }

    /// <summary>Chunks that have been written and whose memory is free again.</summary>
    public long Consumed { get; private set; }

    /// <summary>The first chunk that may not yet be sent: the credit's <c>sequence</c>.</summary>
    public long Limit => Consumed + size;

    public ChunkVerdict Offer(long sequence)
    {
        if (sequence < Received)
        {
            return ChunkVerdict.Duplicate;
        }

        if (sequence >= Limit)
        {
            return ChunkVerdict.Uninvited;
        }

        if (sequence > Received)
        {
            return ChunkVerdict.Gap;
        }

        Received++;
        return ChunkVerdict.Take;
    }

    /// <summary>One chunk has been written.</summary>
    /// <returns>Whether a credit is due: each quarter of the window.</returns>
    public bool Consume()
    {
        Consumed++;
        if (Consumed - _told < Math.Max(1, size / 4))
        {
            return false;
        }

        _told = Consumed;
        return true;
    }
}
