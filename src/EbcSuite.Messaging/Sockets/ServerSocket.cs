using System.Buffers.Binary;
using System.Text;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// A ROUTER with CURVE whose peers are known by key. Used on its loop's thread only, but for <see cref="Endpoint"/> and the
/// counters.
/// </summary>
/// <remarks>
/// Who sent a frame is what ZAP attached to its connection, compared at every frame; a routing id only addresses the way
/// back, is chosen by libzmq (5 bytes, the first 0), and a peer that brings an own one is refused, as it could take over
/// another's (trap 4). No ZMQ_HEARTBEAT here: pings from the server cost O(n) a pong (trap 3); the dialling ends ping and
/// the broker expires who is silent. One noisy sender cannot be paused by a ROUTER: it reads fairly, and credits are
/// for the layer above (trap 6).
/// </remarks>
public sealed class ServerSocket : LoopMember
{
    private const ZmqEvents Watched = ZmqEvents.Accepted | ZmqEvents.Disconnected | ZmqEvents.AcceptFailed
        | ZmqEvents.HandshakeFailedNoDetail | ZmqEvents.HandshakeFailedProtocol;

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(1);

    private readonly SocketLoop _loop;
    private readonly ServerSocketOptions _options;
    private readonly IServerHandler _handler;
    private readonly ZmqSocket _socket;
    private readonly ZmqMonitor _monitor;
    private readonly PeerTable _peers = new();
    private readonly HashSet<ServerPeer> _parked = [];
    private readonly List<ServerPeer> _unreachable = [];
    private long _retried;
    private long _refused;

    internal ServerSocket(SocketLoop loop, ServerSocketOptions options, IServerHandler handler)
    {
        _loop = loop;
        _options = options;
        _handler = handler;
        var domain = loop.Zap().Register(options.AllowedKeys, Refuse);
        _socket = loop.Context.Socket(ZmqSocketType.Router);
        try
        {
            _socket.Set(ZmqOption.RouterMandatory, 1);
            _socket.Set(ZmqOption.MaxMessageSize, options.MaxFrameBytes + CurveOverhead);
            _socket.Set(ZmqOption.SendHighWater, options.SendHighWater);
            _socket.Set(ZmqOption.ReceiveHighWater, options.ReceiveHighWater);
            _socket.Set(ZmqOption.CurveServer, 1);
            _socket.Set(ZmqOption.CurveSecretKey, options.Key.SecretKey);
            _socket.Set(ZmqOption.ZapDomain, domain);
            _socket.Set(ZmqOption.ZapEnforceDomain, 1);
            _monitor = new(loop.Context, _socket, Watched);
            _socket.Bind(options.Endpoint);
            Endpoint = _socket.LastEndpoint();
        }
        catch (ZmqException e)
        {
            _monitor?.Close();
            _socket.Set(ZmqOption.Linger, 0);
            _socket.Dispose();
            throw new MessagingException(MessagingFault.CannotBind, $"{options.Endpoint} cannot be bound: {e.Message}");
        }
    }

    /// <summary>Where it listens, with the port that * took.</summary>
    public string Endpoint { get; }

    /// <summary>Connections refused since the start. Any thread.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public IReadOnlyCollection<ServerPeer> Peers => _peers.All;

    internal override bool HasParked => _parked.Count > 0 || _unreachable.Count > 0;

    internal override bool HasUnsent => HasParked;

    internal SendOutcome Send(ServerPeer peer, ReadOnlyMemory<byte> frame)
    {
        if (peer.IsGone)
        {
            return SendOutcome.Gone;
        }

        // What is parked goes first: order within a link is kept.
        var outcome = peer.Parked.Count > 0 ? ZmqSend.WouldBlock : SendNow(peer, frame);
        if (outcome != ZmqSend.WouldBlock)
        {
            return outcome == ZmqSend.Sent ? SendOutcome.Sent : SendOutcome.Gone;
        }

        if (!peer.Parked.TryAdd(frame))
        {
            return SendOutcome.Dropped;
        }

        _parked.Add(peer);
        return SendOutcome.Parked;
    }

    internal void Forget(ServerPeer peer)
    {
        if (_peers.Remove(peer))
        {
            End(peer);
        }
    }

    internal override void Describe(List<ZmqPollItem> items)
    {
        items.Add(new() { Socket = _socket.Handle, Events = ZmqConstants.PollIn });
        items.Add(new() { Socket = _monitor.Socket.Handle, Events = ZmqConstants.PollIn });
    }

    internal override bool Work()
    {
        ReadMonitor();
        for (var i = 0; i < Batch; i++)
        {
            if (!Receive())
            {
                // Only now: the frames that a lost peer had sent before have all been told.
                foreach (var peer in _peers.TakeDisconnected())
                {
                    Lose(peer, "the connection has ended");
                }

                return false;
            }
        }

        return true;
    }

    // POLLOUT of a ROUTER is always true: full peers are tried again by timer (trap 6).
    internal override void Retry()
    {
        if (_loop.Time.GetElapsedTime(_retried) >= RetryInterval)
        {
            _retried = _loop.Time.GetTimestamp();
            _parked.RemoveWhere(peer =>
            {
                while (!peer.IsGone && peer.Parked.TryPeek(out var frame))
                {
                    if (SendNow(peer, frame) != ZmqSend.Sent)
                    {
                        return false;
                    }

                    peer.Parked.RemoveFirst();
                }

                return true;
            });
        }

        var unreachable = _unreachable.ToArray();
        _unreachable.Clear();
        foreach (var peer in unreachable)
        {
            Lose(peer, "the connection cannot be reached");
        }
    }

    internal override void Tick() => _handler.OnTick();

    internal override void Close(TimeSpan linger)
    {
        _monitor.Close();
        _socket.Set(ZmqOption.Linger, (int)linger.TotalMilliseconds);
        _socket.Dispose();
    }

    private ZmqSend SendNow(ServerPeer peer, ReadOnlyMemory<byte> frame)
    {
        Span<byte> id = stackalloc byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(id[1..], peer.RoutingId);
        var outcome = _socket.TrySend(id, more: true);
        if (outcome == ZmqSend.Sent)
        {
            outcome = _socket.TrySend(frame);
        }

        switch (outcome)
        {
            case ZmqSend.Sent:
                peer.SentFrames++;
                peer.SentBytes += frame.Length;
                break;
            case ZmqSend.Unreachable:
                // Told after the caller has returned: a handler is not called from inside of its own call.
                peer.IsGone = true;
                _unreachable.Add(peer);
                break;
            default:
                break;
        }

        return outcome;
    }

    private void Lose(ServerPeer peer, string reason)
    {
        if (_peers.Remove(peer))
        {
            End(peer);
            _loop.Guard(p => _handler.OnGone(p, reason), peer);
        }
    }

    private void End(ServerPeer peer)
    {
        peer.IsGone = true;
        peer.Parked.Clear();
        _parked.Remove(peer);
    }

    private void ReadMonitor()
    {
        while (_monitor.TryRead() is { } seen)
        {
            switch (seen.Kind)
            {
                case ZmqEvents.Accepted:
                    _peers.Accepted(seen.Value);
                    break;
                case ZmqEvents.Disconnected:
                    _peers.Disconnected(seen.Value);
                    break;
                case ZmqEvents.AcceptFailed:
                    Refuse("?", $"a connection cannot be accepted (errno {seen.Value}); too many open files? Raise LimitNOFILE");
                    break;
                case ZmqEvents.HandshakeFailedNoDetail:
                    Refuse("?", "a connection ended before its handshake did");
                    break;
                case ZmqEvents.HandshakeFailedProtocol:
                    Refuse("?", $"a handshake that is not CurveZMQ with this server's key (0x{seen.Value:x})");
                    break;
                default:
                    break;
            }
        }
    }

    private void Refuse(string address, string reason)
    {
        Interlocked.Increment(ref _refused);
        _loop.Guard(a => _handler.OnRefused(a, reason), address);
    }

    /// <summary>One message: routing id and frame. False: nothing there.</summary>
    private unsafe bool Receive()
    {
        ZmqMessage part;
        try
        {
            if (!_socket.TryReceive(&part))
            {
                return false;
            }

            var routing = ZmqPart.Bytes(&part);
            var own = routing.Length == 5 && routing[0] == 0;
            var id = own ? BinaryPrimitives.ReadUInt32BigEndian(routing[1..]) : 0;
            var more = ZmqPart.HasMore(&part);
            _ = LibZmq.zmq_msg_close(&part);
            _ = LibZmq.zmq_msg_init(&part);
            if (!more || !_socket.TryReceive(&part))
            {
                return true;
            }

            if (ZmqPart.HasMore(&part))
            {
                Refuse(ZmqPart.PeerAddress(&part), "a message of several parts; one frame is one message");
                SkipRest(&part);
            }
            else if (!own)
            {
                Refuse(ZmqPart.PeerAddress(&part), "a frame from a socket with an own routing id; it must not set one");
            }
            else if (Sender(id, &part) is { } peer)
            {
                _loop.Guard(p => _handler.OnFrame(p.peer, p.frame), (peer, frame: ZmqPart.Copy(&part)));
            }

            return true;
        }
        finally
        {
            _ = LibZmq.zmq_msg_close(&part);
        }
    }

    private unsafe void SkipRest(ZmqMessage* part)
    {
        while (ZmqPart.HasMore(part))
        {
            _ = LibZmq.zmq_msg_close(part);
            if (!_socket.TryReceive(part))
            {
                return;
            }
        }
    }

    private unsafe ServerPeer? Sender(uint id, ZmqMessage* part)
    {
        var key = ZmqPart.Property(part, ZapHandler.KeyProperty);
        if (_peers.Find(id) is { } known)
        {
            if (known.KeyBytes.AsSpan().SequenceEqual(key))
            {
                return known;
            }

            Lose(known, "its routing id is used by another connection");
        }

        var text = Encoding.ASCII.GetString(key);
        if (!_options.AllowedKeys().TryGet(text, out var allowed))
        {
            Refuse(ZmqPart.PeerAddress(part), $"key {text} is no longer in the list of allowed keys");
            return null;
        }

        // The event of this connection's acceptance is there before its first frame is: see PeerTable.
        ReadMonitor();
        var descriptor = ZmqPart.Source(part);
        var peer = new ServerPeer(
            this, id, allowed, ZmqPart.PeerAddress(part), new(_options.ParkedMessages, _options.ParkedBytes))
        {
            Descriptor = descriptor,
            Epoch = _peers.EpochOf(descriptor),
        };
        _peers.Add(peer);
        return peer;
    }
}
