using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;
using EbcSuite.Routing;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Broker;

/// <summary>
/// Sends frames over links and keeps count of what a full link loses. A notification is encoded once for all links it
/// goes to. Used on the plane's thread.
/// </summary>
internal sealed class Outbox(string plane, ILogger logger)
{
    public long Dropped { get; private set; }

    /// <summary>Sends what the router returned, in its order.</summary>
    /// <param name="request">The request that the router answered, for Accept and Refuse.</param>
    public void Send(IReadOnlyList<Send> sends, IReadOnlyDictionary<LinkId, BrokerLink> links, ulong request)
    {
        // The router gives one object for all deliveries of an event, and one for all forwards.
        (LinkOutput? Output, ReadOnlyMemory<byte> Frame) deliver = default, forward = default;
        foreach (var (target, output) in sends)
        {
            if (!links.TryGetValue(target, out var link))
            {
                continue;
            }

            if (output is LinkOutput.Deliver)
            {
                Transmit(link, Encoded(ref deliver, output));
            }
            else if (output is LinkOutput.Forward)
            {
                Transmit(link, Encoded(ref forward, output));
            }
            else if (Wire.Write(output, request) is { } message)
            {
                Send(link, message);
            }
        }

        OutboundFrame.Release(deliver.Frame);
        OutboundFrame.Release(forward.Frame);
    }

    public void Send(BrokerLink link, Message message) => Transmit(link, MessageEncoder.Encode(message));

    private void Transmit(BrokerLink link, ReadOnlyMemory<byte> frame)
    {
        switch (link.Send(frame))
        {
            case SendOutcome.Dropped:
                Dropped++;
                if (link.DroppedOfEpisode++ == 0)
                {
                    logger.LogWarning(
                        "{Plane}: {Link} is too slow: {Bytes} bytes wait for it, what is newer is dropped",
                        plane, link.Name, link.Parked.Bytes);
                }

                break;
            case SendOutcome.Sent when link.DroppedOfEpisode > 0:
                logger.LogWarning("{Plane}: {Link} reads again; {Count} frames were dropped", plane, link.Name, link.DroppedOfEpisode);
                link.DroppedOfEpisode = 0;
                break;
            default:
                // Parked: it will be sent. Gone: the link's end is told by OnGone or OnDown.
                break;
        }
    }

    private static ReadOnlyMemory<byte> Encoded(ref (LinkOutput? Output, ReadOnlyMemory<byte> Frame) last, LinkOutput output)
    {
        if (!ReferenceEquals(last.Output, output))
        {
            OutboundFrame.Release(last.Frame);
            last = (output, OutboundFrame.Encode(Wire.Write(output, request: 0)!));
        }

        return last.Frame;
    }
}
