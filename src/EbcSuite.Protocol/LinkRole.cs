namespace EbcSuite.Protocol;

/// <summary>What the dialling end of a link is. The numbers are on the wire and never change.</summary>
public enum LinkRole : byte
{
    /// <summary>A daemon or a tool that publishes and subscribes.</summary>
    Client = 1,

    /// <summary>A broker: its subscriptions stand for all behind it, and it forwards notifications.</summary>
    Peer = 2,
}
