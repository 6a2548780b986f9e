using System.Buffers.Binary;
using System.Text;
using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Sockets;

// What comes in: events of connections and frames.
public sealed partial class ServerSocket
{
    private void ReadMonitor()
    {
        while (_monitor.TryRead() is { } seen)
        {
            switch (seen.Kind)
            {
                case ZmqEvents.Accepted:
                    _peers.Accepted(seen.Value);
                    _options.Strangers?.Accepted(seen.Value);
                    break;
                case ZmqEvents.Disconnected:
                    _peers.Disconnected(seen.Value);
                    _options.Strangers?.Disconnected(seen.Value);
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
                ReceivedFrame.Lend(
                    &part, (me: this, peer), static (to, frame) => to.me._loop.Guard(f => to.me._handler.OnFrame(to.peer, f), frame));
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
        if (_peers.Find(id) is { } before)
        {
            if (before.KeyBytes.AsSpan().SequenceEqual(key))
            {
                return before;
            }

            Lose(before, "its routing id is used by another connection");
        }

        // The event of this connection's acceptance is there before its first frame is: see PeerTable.
        ReadMonitor();
        var descriptor = ZmqPart.Source(part);
        _options.Strangers?.Heard(descriptor);
        var text = Encoding.ASCII.GetString(key);
        var known = _options.AllowedKeys().TryGet(text, out var allowed);
        if (known)
        {
            _options.Strangers?.Known(text);
        }
        else if ((allowed = _options.Strangers?.Claim(text)) is null)
        {
            Refuse(ZmqPart.PeerAddress(part), $"key {text} is no longer in the list of allowed keys");
            return null;
        }

        var peer = new ServerPeer(
            this, id, allowed!, ZmqPart.PeerAddress(part), new(_options.ParkedMessages, _options.ParkedBytes))
        {
            Descriptor = descriptor,
            Epoch = _peers.EpochOf(descriptor),
            IsStranger = !known,
        };
        _peers.Add(peer);
        _options.Strangers?.Seat(peer);
        return peer;
    }
}
