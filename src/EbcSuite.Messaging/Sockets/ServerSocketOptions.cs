using EbcSuite.Messaging.Keys;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Sockets;

/// <summary>A bound socket that clients and peer brokers dial.</summary>
public sealed record ServerSocketOptions
{
    /// <summary><c>tcp://ADDRESS:PORT</c>; port * takes a free one, see <see cref="ServerSocket.Endpoint"/>.</summary>
    public required string Endpoint { get; init; }

    public required KeyPair Key { get; init; }

    /// <summary>Asked at each handshake, on the loop's thread; for example <c>() => file.Current</c>.</summary>
    public required Func<AllowedKeys> AllowedKeys { get; init; }

    /// <summary>Null: a key that is not in the list never comes in.</summary>
    public StrangerGate? Strangers { get; init; }

    /// <summary>A sender of a larger frame is cut off by libzmq before it is read (ZMQ_MAXMSGSIZE).</summary>
    public long MaxFrameBytes { get; init; } = ProtocolLimits.FrameBytes;

    /// <summary>Frames that libzmq holds for one peer before it is full. Few (8) where frames are 1 MiB chunks.</summary>
    public int SendHighWater { get; init; } = 1000;

    /// <summary>Frames that libzmq holds from one peer before TCP pushes back on it.</summary>
    public int ReceiveHighWater { get; init; } = 1000;

    /// <summary>Frames parked for a full peer; over it the newest is dropped and counted.</summary>
    public int ParkedMessages { get; init; } = 10_000;

    /// <summary>Bytes parked for a full peer; over it the newest is dropped and counted.</summary>
    public long ParkedBytes { get; init; } = 16 * 1024 * 1024;

    /// <exception cref="ArgumentException">A value is wrong, by name.</exception>
    public void Validate()
    {
        OptionRange.CheckEndpoint(Endpoint, nameof(Endpoint));
        ArgumentNullException.ThrowIfNull(Key);
        ArgumentNullException.ThrowIfNull(AllowedKeys);
        OptionRange.Check(MaxFrameBytes, 1024, 1L << 30);
        OptionRange.Check(SendHighWater, 1, 1_000_000);
        OptionRange.Check(ReceiveHighWater, 1, 1_000_000);
        OptionRange.Check(ParkedMessages, 0, 10_000_000);
        OptionRange.Check(ParkedBytes, 0, 1L << 34);
    }
}
