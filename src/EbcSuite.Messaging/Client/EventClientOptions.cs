using System.Text;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging;

/// <summary>A client's link to its broker.</summary>
public sealed record EventClientOptions
{
    /// <summary><c>tcp://HOST:PORT</c></summary>
    public required string Endpoint { get; init; }

    /// <summary>Who this client is; the broker knows it by the key. 1 to 255 bytes of UTF-8.</summary>
    public required string Identity { get; init; }

    public required KeyPair Key { get; init; }

    /// <summary>The broker's public key: 40 characters of Z85.</summary>
    public required string BrokerPublicKey { get; init; }

    /// <summary>How often the broker is pinged. 10 ms to 60 s.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Silence, or an unfinished handshake or greeting, for so long: dialled again. At most 5 min.</summary>
    public TimeSpan DeadAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The shortest and the longest pause between attempts to connect.</summary>
    public TimeSpan BackOffMin { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a publish or subscribe may take, waiting for a connection included. 10 ms to 10 min.</summary>
    public TimeSpan RequestDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Publishes without an answer yet; the next one waits for room within its deadline.</summary>
    public int MaxInFlight { get; init; } = 10_000;

    /// <summary>Their bytes. What the link holds of this process's memory is bounded by it.</summary>
    public long MaxInFlightBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How far its threads step back for others, see <see cref="ThreadNiceness"/>. 0 to 19.</summary>
    public int Niceness { get; init; }

    /// <summary>Told of each exception at the edge of a loop: of handlers, of frames that cannot be read. Must not throw.</summary>
    public Action<Exception>? OnFault { get; init; }

    /// <exception cref="ArgumentException">A value is wrong, by name.</exception>
    public void Validate()
    {
        var identity = Encoding.UTF8.GetByteCount(Identity);
        if (identity is 0 or > ProtocolLimits.IdentityBytes)
        {
            throw new ArgumentException($"Identity has {identity} bytes; 1 to {ProtocolLimits.IdentityBytes}.", nameof(Identity));
        }

        OptionRange.CheckKey(BrokerPublicKey, nameof(BrokerPublicKey));
        OptionRange.Check(RequestDeadline, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10));
        OptionRange.Check(Niceness, 0, 19);
        OptionRange.Check(MaxInFlight, 1, 10_000_000);
        OptionRange.Check(MaxInFlightBytes, 1024, 1L << 34);
        Dial().Validate();
    }

    internal DialOptions Dial() => new()
    {
        Endpoint = Endpoint,
        Key = Key,
        ServerPublicKey = BrokerPublicKey,
        PingInterval = PingInterval,
        DeadAfter = DeadAfter,
        BackOffMin = BackOffMin,
        BackOffMax = BackOffMax,
        ParkedMessages = 10_000_000,
        ParkedBytes = 1L << 34, // Bounded before: by MaxInFlightBytes.
    };
}
