using EbcSuite.Messaging.Sockets;
using EbcSuite.Routing;

namespace EbcSuite.Broker;

/// <summary>A link that the other end dialled.</summary>
internal sealed class ServedLink(LinkId id, ServerPeer peer, TimeSpan now) : BrokerLink(id, peer.ToString(), now)
{
    public override OutboundQueue Parked => peer.Parked;

    public override SendOutcome Send(ReadOnlyMemory<byte> frame) => peer.Send(frame);

    public override void Cut(string reason) => peer.Forget();
}
