using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Sockets;

/// <summary>Something with sockets that a <see cref="SocketLoop"/> serves. Every method runs on the loop's thread.</summary>
public abstract class LoopMember
{
    private protected LoopMember()
    {
    }

    /// <summary>Receives a poll: facts.md, trap 12. More would starve the other members, fewer cost a poll each.</summary>
    private protected const int Batch = 256;

    /// <summary>
    /// ZMQ_MAXMSGSIZE counts the encrypted message: command name 8, nonce 8, authenticator 16, flags 1 (RFC 26), rounded up.
    /// </summary>
    private protected const int CurveOverhead = 64;

    /// <summary>Whether something waits that no socket will wake the loop for: it then retries soon.</summary>
    internal abstract bool HasParked { get; }

    /// <summary>Whether frames wait that a drained stop should still send.</summary>
    internal abstract bool HasUnsent { get; }

    /// <summary>Appends the sockets to watch; asked again before each poll.</summary>
    internal abstract void Describe(List<ZmqPollItem> items);

    /// <summary>A socket is ready. True: the batch is used up and more may be there.</summary>
    internal abstract bool Work();

    /// <summary>Tries parked frames again.</summary>
    internal abstract void Retry();

    internal virtual void Tick()
    {
    }

    /// <param name="linger">How long libzmq goes on sending what it has taken.</param>
    internal abstract void Close(TimeSpan linger);
}
