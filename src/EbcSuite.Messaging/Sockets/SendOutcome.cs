namespace EbcSuite.Messaging.Sockets;

/// <summary>What became of a frame given to a link.</summary>
public enum SendOutcome
{
    /// <summary>libzmq has taken it.</summary>
    Sent,

    /// <summary>The link is full now: the frame waits in its <see cref="OutboundQueue"/> and is tried again by timer.</summary>
    Parked,

    /// <summary>The link's queue is full too: dropped and counted.</summary>
    Dropped,

    /// <summary>There is no such link (any more).</summary>
    Gone,
}
