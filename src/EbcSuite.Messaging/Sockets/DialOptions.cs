using EbcSuite.Messaging.Keys;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Sockets;

/// <summary>A connection outward that is dialled again whenever it is lost.</summary>
public sealed record DialOptions
{
    /// <summary><c>tcp://HOST:PORT</c></summary>
    public required string Endpoint { get; init; }

    public required KeyPair Key { get; init; }

    /// <summary>The server's public key, 40 characters of Z85: another server is not talked to.</summary>
    public required string ServerPublicKey { get; init; }

    /// <summary>How often a Ping is sent. 10 ms to 60 s.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Nothing heard, or no finished handshake, for so long: the connection counts as lost. Longer than
    /// <see cref="PingInterval"/>; at most 5 min.
    /// </summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The pause before the second attempt; doubled with each, with a random part. 1 ms to 60 s.</summary>
    public TimeSpan BackOffMin { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause between attempts; at most 10 min.</summary>
    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(5);

    public long MaxFrameBytes { get; init; } = ProtocolLimits.FrameBytes;

    /// <summary>Frames that libzmq holds before frames are parked. Few (8) where frames are 1 MiB chunks.</summary>
    public int SendHighWater { get; init; } = 1000;

    public int ReceiveHighWater { get; init; } = 1000;

    public int ParkedMessages { get; init; } = 100_000;

    public long ParkedBytes { get; init; } = 64 * 1024 * 1024;

    /// <exception cref="ArgumentException">A value is wrong, by name.</exception>
    public void Validate()
    {
        OptionRange.CheckEndpoint(Endpoint, nameof(Endpoint));
        ArgumentNullException.ThrowIfNull(Key);
        OptionRange.CheckKey(ServerPublicKey, nameof(ServerPublicKey));
        OptionRange.Check(PingInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(60));
        OptionRange.Check(DeadAfter, PingInterval, TimeSpan.FromMinutes(5));
        OptionRange.Check(BackOffMin, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(60));
        OptionRange.Check(BackOffMax, BackOffMin, TimeSpan.FromMinutes(10));
        OptionRange.Check(MaxFrameBytes, 1024, 1L << 30);
        OptionRange.Check(SendHighWater, 1, 1_000_000);
        OptionRange.Check(ReceiveHighWater, 1, 1_000_000);
        OptionRange.Check(ParkedMessages, 0, 10_000_000);
        OptionRange.Check(ParkedBytes, 0, 1L << 34);
    }
}
