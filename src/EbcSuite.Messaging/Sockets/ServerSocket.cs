using System.Buffers.Binary;
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
public sealed partial class ServerSocket : LoopMember
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
        var domain = loop.Zap().Register(options.AllowedKeys, options.Strangers, Refuse);
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

    internal override void Tick()
    {
        CutOverdue();
        _handler.OnTick();
    }

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
        _options.Strangers?.Left(peer);
    }
}
