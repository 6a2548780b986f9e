using System.Buffers.Binary;
using System.Text;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// Decides which key may come in: the handler of ZeroMQ RFC 27 (ZAP) for all servers of one context, told apart by domain.
/// Without it, or with a domain that is not enforced, CURVE accepts any client key (trap 1): so it is bound before the
/// first server, and every server sets ZMQ_ZAP_ENFORCE_DOMAIN. Answers 200 with the identity as User-Id and the key as
/// property <see cref="KeyProperty"/>, 400, or for a stranger for whom there is no room <see cref="NoRoom"/>; never an exception to
/// the peer.
/// </summary>
internal sealed class ZapHandler : LoopMember
{
    /// <summary>The property of each message that holds its sender's public key.</summary>
    public static ReadOnlySpan<byte> KeyProperty => "X-Ebc-Key"u8;

    /// <summary>
    /// Come again: RFC 27 would say 300, but libzmq then neither answers nor ends the connection until its handshake's time is
    /// over, half a minute in which refused ones would pile up. 500 is answered and ends it at once.
    /// </summary>
    public const string NoRoom = "500";

    private readonly ZmqSocket _socket;
    private readonly Dictionary<string, Domain> _domains = new(StringComparer.Ordinal);
    private readonly List<byte[]> _parts = [];

    public ZapHandler(SocketLoop loop)
    {
        _socket = loop.Context.Socket(ZmqSocketType.Reply);
        _socket.Set(ZmqOption.Linger, 0);
        _socket.Bind("inproc://zeromq.zap.01");
    }

    internal override bool HasParked => false;

    internal override bool HasUnsent => false;

    /// <returns>The domain's name, to be set as ZMQ_ZAP_DOMAIN.</returns>
    public string Register(Func<AllowedKeys> keys, StrangerGate? strangers, Action<string, string> onRefused)
    {
        var name = $"ebc-{_domains.Count + 1}";
        _domains.Add(name, new(keys, strangers, onRefused));
        return name;
    }

    internal override void Describe(List<ZmqPollItem> items) =>
        items.Add(new() { Socket = _socket.Handle, Events = ZmqConstants.PollIn });

    internal override bool Work()
    {
        for (var i = 0; i < Batch; i++)
        {
            if (!ReceiveRequest())
            {
                return false;
            }

            Answer();
        }

        return true;
    }

    internal override void Retry()
    {
    }

    internal override void Close(TimeSpan linger) => _socket.Dispose();

    private unsafe bool ReceiveRequest()
    {
        _parts.Clear();
        bool more;
        do
        {
            ZmqMessage part;
            var got = _socket.TryReceive(&part);
            if (got)
            {
                _parts.Add(ZmqPart.Bytes(&part).ToArray());
            }

            more = got && ZmqPart.HasMore(&part);
            _ = LibZmq.zmq_msg_close(&part);
            if (!got)
            {
                return false;
            }
        }
        while (more);

        return true;
    }

    // A request: version, request id, domain, address, identity, mechanism, credentials.
    private void Answer()
    {
        var requestId = _parts.Count > 1 ? _parts[1] : [];
        var address = _parts.Count > 3 ? Encoding.UTF8.GetString(_parts[3]) : "?";
        _domains.TryGetValue(_parts.Count > 2 ? Encoding.UTF8.GetString(_parts[2]) : "", out var domain);
        var (identity, publicKey, status) = ("", "", "400");
        string? refusal;
        try
        {
            refusal = Judge(domain, ref identity, ref publicKey, ref status);
        }
        catch (Exception e)
        {
            // The list of keys cannot be asked: the answer must still go out, and it is no.
            refusal = $"the list of allowed keys failed: {e.Message}";
        }

        if (refusal is not null)
        {
            domain?.OnRefused(address, refusal);
        }

        _ = _socket.TrySend("1.0"u8, more: true);
        _ = _socket.TrySend(requestId, more: true);
        _ = _socket.TrySend(Encoding.ASCII.GetBytes(status), more: true);
        _ = _socket.TrySend(Encoding.UTF8.GetBytes(refusal is null ? "OK" : "refused"), more: true);
        _ = _socket.TrySend(Encoding.UTF8.GetBytes(identity), more: true);
        _ = _socket.TrySend(refusal is null ? Metadata(publicKey) : default, more: false);
    }

    /// <summary>Null: let in. The reason is for the server's log; the peer is only told that it is refused.</summary>
    private string? Judge(Domain? domain, ref string identity, ref string publicKey, ref string status)
    {
        if (_parts.Count < 7 || domain is null)
        {
            return "a request of another mechanism than CURVE, or for no domain";
        }

        if (!_parts[5].AsSpan().SequenceEqual("CURVE"u8) || _parts[6].Length != 32)
        {
            return $"mechanism {Encoding.UTF8.GetString(_parts[5])} instead of CURVE";
        }

        publicKey = Z85.Encode(_parts[6]);
        if (domain.Keys().TryGet(publicKey, out var key))
        {
            (identity, status) = (key.Identity, "200");
            return null;
        }

        switch (domain.Strangers?.Judge(publicKey))
        {
            case StrangerGate.Verdict.Admitted:
                (identity, status) = (StrangerGate.Role, "200");
                return null;
            case StrangerGate.Verdict.Full:
                status = NoRoom;
                return $"there is no room for another stranger, with key {publicKey}";
            default:
                return $"key {publicKey} is not in the list of allowed keys";
        }
    }

    // ZMTP's properties: length (8 bit), name, length (32 bit, network order), value.
    private static byte[] Metadata(string publicKey)
    {
        var bytes = new byte[1 + KeyProperty.Length + 4 + publicKey.Length];
        bytes[0] = (byte)KeyProperty.Length;
        KeyProperty.CopyTo(bytes.AsSpan(1));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1 + KeyProperty.Length), publicKey.Length);
        Encoding.ASCII.GetBytes(publicKey, bytes.AsSpan(1 + KeyProperty.Length + 4));
        return bytes;
    }

    private sealed record Domain(Func<AllowedKeys> Keys, StrangerGate? Strangers, Action<string, string> OnRefused);
}
