using System.Runtime.InteropServices;

namespace EbcSuite.Messaging.Zmq;

/// <summary>zmq_msg_t: 64 opaque bytes that must not move while libzmq holds something in them.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct ZmqMessage
{
    private readonly long _first;
}

/// <summary>zmq_pollitem_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ZmqPollItem
{
    public nint Socket;
    public int Descriptor;
    public short Events;
    public short Ready;
}
