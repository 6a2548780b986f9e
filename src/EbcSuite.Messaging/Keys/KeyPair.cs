using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Keys;

/// <summary>A Curve25519 key pair of CurveZMQ (RFC 26), each half 40 characters of Z85. Does not print its secret.</summary>
public sealed record KeyPair
{
    private KeyPair(string publicKey, string secretKey)
    {
        PublicKey = publicKey;
        SecretKey = secretKey;
    }

    public string PublicKey { get; }

    public string SecretKey { get; }

    /// <summary>A new random pair (zmq_curve_keypair(3)).</summary>
    /// <exception cref="MessagingException"><see cref="MessagingFault.LibraryMissing"/></exception>
    public static unsafe KeyPair Generate()
    {
        ZmqLibrary.Require();
        var publicKey = stackalloc byte[Z85.KeyLength + 1];
        var secretKey = stackalloc byte[Z85.KeyLength + 1];
        return LibZmq.zmq_curve_keypair(publicKey, secretKey) == 0
            ? new(Text(publicKey), Text(secretKey))
            : throw ZmqException.Last("zmq_curve_keypair: was libzmq built with CURVE?");
    }

    /// <summary>The pair of a secret key; the public half is computed (zmq_curve_public(3)).</summary>
    /// <exception cref="FormatException">Not 40 characters of Z85.</exception>
    public static unsafe KeyPair FromSecret(string secretKey)
    {
        if (!Z85.IsKey(secretKey))
        {
            throw new FormatException($"A secret key is {Z85.KeyLength} characters of Z85.");
        }

        ZmqLibrary.Require();
        var publicKey = stackalloc byte[Z85.KeyLength + 1];
        fixed (byte* secret = System.Text.Encoding.ASCII.GetBytes(secretKey + '\0'))
        {
            return LibZmq.zmq_curve_public(publicKey, secret) == 0
                ? new(Text(publicKey), secretKey)
                : throw ZmqException.Last("zmq_curve_public");
        }
    }

    public override string ToString() => $"key pair with public key {PublicKey}";

    private static unsafe string Text(byte* key) => System.Text.Encoding.ASCII.GetString(key, Z85.KeyLength);
}
