using System.Text;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// One connection to a <see cref="ServerSocket"/>, known by the routing id that libzmq chose for it; used on the loop's
/// thread only. A peer that comes again is another one.
/// </summary>
public sealed class ServerPeer
{
    private readonly ServerSocket _server;

    internal ServerPeer(ServerSocket server, uint routingId, AllowedKey key, string address, OutboundQueue parked)
    {
        _server = server;
        RoutingId = routingId;
        Key = key;
        KeyBytes = Encoding.ASCII.GetBytes(key.PublicKey);
        Address = address;
        Parked = parked;
    }

    /// <summary>The key that the connection proved to hold, with identity, role and rights.</summary>
    public AllowedKey Key { get; }

    public string Identity => Key.Identity;

    /// <summary>Its key is not in the list: it was let in by a <see cref="StrangerGate"/>, without any right.</summary>
    public bool IsStranger { get; internal init; }

    /// <summary>The numeric address of the other end, for logs only: behind NAT it is not the peer's.</summary>
    public string Address { get; }

    /// <summary>For the user of the server: what he knows of this peer.</summary>
    public object? Tag { get; set; }

    public bool IsGone { get; internal set; }

    /// <summary>Frames that wait because the peer takes none, and how many were dropped.</summary>
    public OutboundQueue Parked { get; }

    /// <summary>Frames and bytes that libzmq has taken for this peer.</summary>
    public long SentFrames { get; internal set; }

    public long SentBytes { get; internal set; }

    internal uint RoutingId { get; }

    /// <summary>The public key as it is compared with each frame's.</summary>
    internal byte[] KeyBytes { get; }

    /// <summary>-1 where it is not known.</summary>
    internal int Descriptor { get; init; } = -1;

    /// <summary>How often the descriptor had been accepted when this peer was first heard: it is used again by others.</summary>
    internal int Epoch { get; init; }

    /// <summary>Sends or parks, never waits. The memory must not be written to afterwards.</summary>
    public SendOutcome Send(ReadOnlyMemory<byte> frame) => _server.Send(this, frame);

    /// <summary>
    /// Forgets the peer; <see cref="IServerHandler.OnGone"/> is not called. libzmq has no stable call to cut one
    /// connection of a ROUTER: should the other end send again, it is a new peer that has not greeted.
    /// </summary>
    public void Forget() => _server.Forget(this);

    public override string ToString() => $"{Identity} ({Address})";
}
