namespace EbcSuite.Messaging.Zmq;

/// <summary>Numbers of zmq.h (libzmq 4.3): socket options.</summary>
internal enum ZmqOption
{
    RoutingId = 5,
    Linger = 17,
    MaxMessageSize = 22,
    SendHighWater = 23,
    ReceiveHighWater = 24,
    ReconnectInterval = 18,
    LastEndpoint = 32,
    RouterMandatory = 33,
    Ipv6 = 42,
    CurveServer = 47,
    CurvePublicKey = 48,
    CurveSecretKey = 49,
    CurveServerKey = 50,
    ZapDomain = 55,
    HandshakeInterval = 66,
    HeartbeatInterval = 75,
    ZapEnforceDomain = 93,
}

/// <summary>Numbers of zmq.h: socket types.</summary>
internal enum ZmqSocketType
{
    Pair = 0,
    Reply = 4,
    Dealer = 5,
    Router = 6,
}

/// <summary>Numbers of zmq.h: what a socket monitor tells.</summary>
[Flags]
internal enum ZmqEvents
{
    None = 0,
    Connected = 0x0001,
    ConnectDelayed = 0x0002,
    ConnectRetried = 0x0004,
    Accepted = 0x0020,
    AcceptFailed = 0x0040,
    Closed = 0x0080,
    Disconnected = 0x0200,
    MonitorStopped = 0x0400,
    HandshakeFailedNoDetail = 0x0800,
    HandshakeSucceeded = 0x1000,
    HandshakeFailedProtocol = 0x2000,
    HandshakeFailedAuth = 0x4000,
}

/// <summary>Numbers of zmq.h and of errno.h on Linux.</summary>
internal static class ZmqConstants
{
    public const int DontWait = 1;
    public const int SendMore = 2;
    public const int PollIn = 1;
    public const int PollOut = 2;

    /// <summary>zmq_msg_get: the file descriptor that a message came through.</summary>
    public const int SourceDescriptor = 2;

    public const int ContextIoThreads = 1;
    public const int ContextMaxSockets = 2;

    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int EINVAL = 22;
    public const int EADDRINUSE = 98;
    public const int EHOSTUNREACH = 113;
    public const int ETERM = 156384712 + 53;
}
