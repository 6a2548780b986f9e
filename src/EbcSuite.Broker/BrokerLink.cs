using EbcSuite.Messaging.Sockets;
using EbcSuite.Routing;

namespace EbcSuite.Broker;

/// <summary>A link as a plane keeps it, whichever end dialled. Used on the plane's thread.</summary>
internal abstract class BrokerLink(LinkId id, string name, TimeSpan now)
{
    public LinkId Id { get; } = id;

    /// <summary>For logs.</summary>
    public string Name { get; } = name;

    public TimeSpan LastHeard { get; set; } = now;

    /// <summary>The router knows it.</summary>
    public bool IsUp { get; set; }

    /// <summary>The other end is a broker.</summary>
    public bool IsPeer { get; set; }

    /// <summary>Frames dropped since the queue became full; 0 while it takes.</summary>
    public long DroppedOfEpisode { get; set; }

    public abstract OutboundQueue Parked { get; }

    public abstract SendOutcome Send(ReadOnlyMemory<byte> frame);

    /// <summary>Ends the connection as far as this side can.</summary>
    public abstract void Cut(string reason);
}
