namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// What a <see cref="ServerSocket"/> tells. Every call is on the loop's thread: must not block. An exception is counted
/// and reported by the loop, which goes on.
/// </summary>
public interface IServerHandler
{
    /// <summary>
    /// A frame of a peer whose key was accepted. The memory is lent for the call: what is kept must be copied. A peer is new when its first frame
    /// comes; whether that is a Hello is for the callee to check.
    /// </summary>
    void OnFrame(ServerPeer peer, ReadOnlyMemory<byte> frame);

    /// <summary>The peer's connection has ended, after its last frame was told. Not called for one that sent nothing.</summary>
    void OnGone(ServerPeer peer, string reason);

    /// <summary>A connection was refused: a key that is not in the list, no CURVE, a broken handshake, a forbidden frame.</summary>
    /// <param name="address">Its numeric address, or ? where libzmq does not tell.</param>
    void OnRefused(string address, string reason);

    /// <summary>Each <see cref="SocketLoopOptions.Tick"/>.</summary>
    void OnTick();
}
