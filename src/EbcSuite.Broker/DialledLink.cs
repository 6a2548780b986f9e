using EbcSuite.Messaging.Sockets;
using EbcSuite.Routing;

namespace EbcSuite.Broker;

/// <summary>A link that this broker dialled, to a peer.</summary>
internal sealed class DialledLink(LinkId id, DialledSocket socket, TimeSpan now) : BrokerLink(id, socket.Endpoint, now)
{
    public override OutboundQueue Parked => socket.Parked;

    public override SendOutcome Send(ReadOnlyMemory<byte> frame) => socket.Send(frame);

    public override void Cut(string reason) => socket.Redial(reason);
}
