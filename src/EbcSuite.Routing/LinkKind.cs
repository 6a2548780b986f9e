namespace EbcSuite.Routing;

/// <summary>What is at the other end of a link.</summary>
public enum LinkKind
{
    /// <summary>A daemon or a tool: publishes, subscribes, is delivered to.</summary>
    Client = 1,

    /// <summary>A broker: its subscriptions stand for all behind it; notifications are forwarded.</summary>
    Peer = 2,
}
