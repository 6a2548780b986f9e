using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Enrolment;

/// <summary>Who enrols where.</summary>
public sealed record EnrolmentClientOptions
{
    /// <summary>The broker's plane of events, <c>tcp://HOST:PORT</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Who the holder of the key will be. 1 to 255 bytes of UTF-8; the broker takes less.</summary>
    public required string Identity { get; init; }

    /// <summary>The pair to be enrolled; on the disk already, as it is useless once the token is spent for one that is lost.</summary>
    public required KeyPair Key { get; init; }

    /// <summary>The broker's public key: 40 characters of Z85.</summary>
    public required string BrokerPublicKey { get; init; }

    /// <summary>As <c>ebc token create</c> printed it.</summary>
    public required string Token { get; init; }

    /// <summary>The shortest and the longest pause between attempts.</summary>
    public TimeSpan BackOffMin { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan BackOffMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An answer, or a handshake, that takes longer: dialled again. At most 5 min.</summary>
    public TimeSpan AnswerDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ArgumentException">A value is wrong, by name.</exception>
    public void Validate()
    {
        if (!TokenText.IsToken(Token))
        {
            throw new ArgumentException($"{nameof(Token)} is no token: {TokenText.Shape}.", nameof(Token));
        }

        var identity = System.Text.Encoding.UTF8.GetByteCount(Identity);
        if (identity is 0 or > ProtocolLimits.IdentityBytes)
        {
            throw new ArgumentException($"Identity has {identity} bytes; 1 to {ProtocolLimits.IdentityBytes}.", nameof(Identity));
        }

        Dial().Validate();
    }

    internal DialOptions Dial() => new()
    {
        Endpoint = Endpoint,
        Key = Key,
        ServerPublicKey = BrokerPublicKey,
        PingInterval = AnswerDeadline,
        DeadAfter = AnswerDeadline,
        BackOffMin = BackOffMin,
        BackOffMax = BackOffMax,
    };

    /// <summary>A record would print the token.</summary>
    public override string ToString() => $"{Identity} at {Endpoint}";
}
