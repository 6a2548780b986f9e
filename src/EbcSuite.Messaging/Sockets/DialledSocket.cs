using EbcSuite.Messaging.Zmq;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// A DEALER with CURVE that is dialled again whenever its connection is lost; used on its loop's thread only.
/// </summary>
/// <remarks>
/// libzmq's own reconnection is off and each attempt takes a fresh socket: a kept one would send, after a reconnection
/// and before any greeting, what was queued for the connection before. The dialling end pings (trap 3); whatever is heard
/// counts as a sign of life. No routing id is set (trap 4).
/// </remarks>
public sealed class DialledSocket : LoopMember
{
    private const ZmqEvents Watched = ZmqEvents.Connected | ZmqEvents.Closed | ZmqEvents.ConnectRetried
        | ZmqEvents.Disconnected | ZmqEvents.HandshakeSucceeded | ZmqEvents.HandshakeFailedNoDetail
        | ZmqEvents.HandshakeFailedProtocol | ZmqEvents.HandshakeFailedAuth;

    /// <summary>
    /// A server with another key just closes the connection, as a broker that is being stopped does too: three in a row
    /// are called by the name of the key.
    /// </summary>
    private const int BrokenHandshakesForWrongKey = 3;

    /// <summary>ZAP (RFC 27): the server's trouble, not the key's.</summary>
    private const int TryAgainStatus = 500;

    private readonly SocketLoop _loop;
    private readonly DialOptions _options;
    private readonly IDialHandler _handler;
    private readonly BackOff _backOff;
    private readonly OutboundQueue _parked;
    private ZmqSocket? _socket;
    private ZmqMonitor? _monitor;
    private (DialProblem Problem, string Reason)? _loss;
    private TimeSpan _pause;
    private long _since;
    private long _heard;
    private long _pinged;
    private int _brokenHandshakes;
    private bool _tcpConnected;
    private bool _closed;
    private ulong _pings;

    internal DialledSocket(SocketLoop loop, DialOptions options, IDialHandler handler)
    {
        _loop = loop;
        _options = options;
        _handler = handler;
        _backOff = new(options.BackOffMin, options.BackOffMax, Random.Shared);
        _parked = new(options.ParkedMessages, options.ParkedBytes);
        Dial();
    }

    public string Endpoint => _options.Endpoint;

    /// <summary>Connected and encrypted.</summary>
    public bool IsUp { get; private set; }

    /// <summary>For the user of the link: what he knows of it.</summary>
    public object? Tag { get; set; }

    /// <summary>Frames that wait, and how many were dropped.</summary>
    public OutboundQueue Parked => _parked;

    // A loss that was only asked for wakes no socket.
    internal override bool HasParked => _loss is not null;

    internal override bool HasUnsent => IsUp && _parked.Count > 0;

    /// <summary>Sends or parks, never waits. The memory must not be written to afterwards.</summary>
    public SendOutcome Send(ReadOnlyMemory<byte> frame)
    {
        if (!IsUp || _socket is null)
        {
            return SendOutcome.Gone;
        }

        if (_parked.Count == 0 && _socket.TrySend(frame) == ZmqSend.Sent)
        {
            return SendOutcome.Sent;
        }

        return _parked.TryAdd(frame) ? SendOutcome.Parked : SendOutcome.Dropped;
    }

    /// <summary>The server has proved to be the right one (it has welcomed): the next loss is dialled again at once.</summary>
    public void Settled() => _backOff.Reset();

    /// <summary>Drops the connection and dials again after the next pause; <see cref="IDialHandler.OnDown"/> is called.</summary>
    public void Redial(string reason) => _loss ??= (DialProblem.Asked, reason);

    internal override void Describe(List<ZmqPollItem> items)
    {
        if (_socket is not null && _monitor is not null)
        {
            // A DEALER of one connection is writable when that one is: no timer is needed here.
            var write = _parked.Count > 0 ? ZmqConstants.PollOut : 0;
            items.Add(new() { Socket = _socket.Handle, Events = (short)(ZmqConstants.PollIn | write) });
            items.Add(new() { Socket = _monitor.Socket.Handle, Events = ZmqConstants.PollIn });
        }
    }

    internal override bool Work()
    {
        ReadMonitor();
        for (var i = 0; i < Batch; i++)
        {
            if (!Receive())
            {
                // What came before the loss has all been told now.
                Lose();
                return false;
            }
        }

        return true;
    }

    internal override void Retry()
    {
        while (IsUp && _socket is not null && _parked.TryPeek(out var frame) && _socket.TrySend(frame) == ZmqSend.Sent)
        {
            _parked.RemoveFirst();
        }
    }

    internal override void Tick()
    {
        if (_socket is null)
        {
            if (!_closed && _loop.Time.GetElapsedTime(_since) >= _pause)
            {
                Dial();
            }
        }
        else if (!IsUp && _loop.Time.GetElapsedTime(_since) >= _options.DeadAfter)
        {
            _loss ??= (DialProblem.Silent, $"{Endpoint} did not finish a handshake within {_options.DeadAfter.TotalSeconds:0.#} s.");
        }
        else if (IsUp && _loop.Time.GetElapsedTime(_heard) >= _options.DeadAfter)
        {
            _loss ??= (DialProblem.Silent, $"{Endpoint} was silent for {_options.DeadAfter.TotalSeconds:0.#} s.");
        }
        else if (IsUp && _loop.Time.GetElapsedTime(_pinged) >= _options.PingInterval)
        {
            _pinged = _loop.Time.GetTimestamp();
            _ = Send(MessageEncoder.Encode(new Ping(++_pings)));
        }

        Lose();
        _handler.OnTick(this);
    }

    internal override void Close(TimeSpan linger)
    {
        _closed = true;
        CloseSocket(linger);
    }

    private void Dial()
    {
        _since = _loop.Time.GetTimestamp();
        _tcpConnected = false;
        _socket = _loop.Context.Socket(ZmqSocketType.Dealer);
        _socket.Set(ZmqOption.ReconnectInterval, -1);
        _socket.Set(ZmqOption.HandshakeInterval, 0);
        _socket.Set(ZmqOption.MaxMessageSize, _options.MaxFrameBytes + CurveOverhead);
        _socket.Set(ZmqOption.SendHighWater, _options.SendHighWater);
        _socket.Set(ZmqOption.ReceiveHighWater, _options.ReceiveHighWater);
        _socket.Set(ZmqOption.CurveServerKey, _options.ServerPublicKey);
        _socket.Set(ZmqOption.CurvePublicKey, _options.Key.PublicKey);
        _socket.Set(ZmqOption.CurveSecretKey, _options.Key.SecretKey);
        _monitor = new(_loop.Context, _socket, Watched);
        try
        {
            _socket.Connect(_options.Endpoint);
        }
        catch (ZmqException e)
        {
            _loss ??= (DialProblem.Unreachable, e.Message);
        }
    }

    private void ReadMonitor()
    {
        while (_monitor?.TryRead() is { } seen)
        {
            switch (seen.Kind)
            {
                case ZmqEvents.Connected:
                    _tcpConnected = true;
                    break;
                case ZmqEvents.HandshakeSucceeded:
                    _brokenHandshakes = 0;
                    IsUp = true;
                    _heard = _pinged = _loop.Time.GetTimestamp();
                    _loop.Guard(_handler.OnUp, this);
                    break;
                case ZmqEvents.HandshakeFailedAuth when seen.Value == TryAgainStatus:
                    _loss ??= (DialProblem.Unreachable, $"{Endpoint} takes no more unknown keys at the moment (status {seen.Value}).");
                    break;
                case ZmqEvents.HandshakeFailedAuth:
                    _loss ??= (DialProblem.KeyRefused, $"{Endpoint} does not allow key {_options.Key.PublicKey} (status {seen.Value}).");
                    break;
                case ZmqEvents.HandshakeFailedProtocol:
                    _loss ??= (DialProblem.ServerKeyWrong, $"{Endpoint} is not the expected server: its handshake is wrong (0x{seen.Value:x}).");
                    break;
                case ZmqEvents.HandshakeFailedNoDetail or ZmqEvents.Disconnected:
                    _loss ??= IsUp ? (DialProblem.Unreachable, $"The connection to {Endpoint} has ended.") : BrokenHandshake();
                    break;
                case ZmqEvents.Closed or ZmqEvents.ConnectRetried when !_tcpConnected:
                    _loss ??= (DialProblem.Unreachable, $"Nobody answers at {Endpoint}.");
                    break;
                default:
                    break;
            }
        }
    }

    private (DialProblem Problem, string Reason) BrokenHandshake() =>
        ++_brokenHandshakes >= BrokenHandshakesForWrongKey
            ? (DialProblem.ServerKeyWrong,
                $"{Endpoint} ends every handshake: its public key is not {_options.ServerPublicKey}, or it is no broker.")
            : (DialProblem.Unreachable, $"{Endpoint} ended the connection during the handshake.");

    private unsafe bool Receive()
    {
        if (_socket is null)
        {
            return false;
        }

        ZmqMessage part;
        try
        {
            if (!_socket.TryReceive(&part))
            {
                return false;
            }

            _heard = _loop.Time.GetTimestamp();
            ReceivedFrame.Lend(&part, this, static (me, frame) => me._loop.Guard(f => me._handler.OnFrame(me, f), frame));
            return true;
        }
        finally
        {
            _ = LibZmq.zmq_msg_close(&part);
        }
    }

    private void Lose()
    {
        if (_loss is not { } loss)
        {
            return;
        }

        _loss = null;
        IsUp = false;
        CloseSocket(TimeSpan.Zero);
        _parked.Clear();
        _since = _loop.Time.GetTimestamp();
        _pause = _backOff.Next();
        _loop.Guard(_ => _handler.OnDown(this, loss.Problem, loss.Reason), 0);
    }

    private void CloseSocket(TimeSpan linger)
    {
        _monitor?.Close();
        _monitor = null;
        _socket?.Set(ZmqOption.Linger, (int)linger.TotalMilliseconds);
        _socket?.Dispose();
        _socket = null;
    }
}
