using EbcSuite.Broker.Enrolment;
using EbcSuite.Events;
using EbcSuite.Hosting;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;
using EbcSuite.Routing;
using Microsoft.Extensions.Logging;

namespace EbcSuite.Broker;

/// <summary>
/// Joins a plane's sockets to its router: decodes, greets, asks the router, sends. Everything runs on the plane's thread,
/// so there is no lock; nothing here waits.
/// </summary>
internal sealed class Switchboard(PlaneOptions options, Reception? reception, Heartbeat heartbeat, TimeProvider time, ILogger logger)
    : IServerHandler, IDialHandler
{
    private static readonly TimeSpan ExpiryInterval = TimeSpan.FromMilliseconds(250);

    private readonly Router _router = new(NewOrigin(), new RouterLimits());
    private readonly Outbox _outbox = new(options.Plane, logger);
    private readonly Dictionary<LinkId, BrokerLink> _links = [];
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _expiryChecked;
    private long _lastLink;
    private long _malformed;
    private long _refusedLinks;

    private TimeSpan Now => time.GetElapsedTime(_began);

    public PlaneReport Report(long faults) => new(
        options.Plane, _router.Links, _router.Peers, _router.Subscriptions, _router.Counters, _outbox.Dropped, _malformed,
        _refusedLinks, _links.Values.Sum(l => l.Parked.Bytes), faults)
    {
        Dialled = options.Peers.ToDictionary(
            p => p.Endpoint, p => _links.Values.Any(l => l is DialledLink { IsUp: true } && l.Name == p.Endpoint), StringComparer.Ordinal),
        Enrolment = reception?.Report(),
    };

    public void OnFrame(ServerPeer peer, ReadOnlyMemory<byte> frame)
    {
        if (peer.IsStranger)
        {
            reception?.OnFrame(peer, frame);
            return;
        }

        var link = peer.Tag as ServedLink ?? Add(new ServedLink(NextId(), peer, Now));
        peer.Tag = link;
        if (Decode(link, frame) is { } message)
        {
            if (message is Hello hello)
            {
                Greet(link, peer, hello);
            }
            else if (message is Enrol enrol)
            {
                // Enrolled before and not told so, or by hand: its token is not looked at.
                _outbox.Send(link, Greeting.Judge(peer.Key, enrol, options.Site));
            }
            else
            {
                Take(link, message);
            }
        }

        // A link that has not greeted leaves nothing behind: an unknown sender must not fill the tables.
        if (!link.IsUp)
        {
            Remove(link);
            peer.Tag = null;
        }
    }

    public void OnGone(ServerPeer peer, string reason)
    {
        if (peer.Tag is ServedLink link)
        {
            Drop(link, reason);
        }
    }

    public void OnRefused(string address, string reason)
    {
        _refusedLinks++;
        logger.LogWarning("{Plane}: a connection from {Address} is refused: {Reason}", options.Plane, address, reason);
    }

    public void OnTick()
    {
        heartbeat.Beat();
        if (Now - _expiryChecked < ExpiryInterval)
        {
            return;
        }

        _expiryChecked = Now;
        foreach (var link in _links.Values.Where(l => l is ServedLink && Now - l.LastHeard > options.LinkTimeout).ToList())
        {
            Drop(link, $"silent for {options.LinkTimeout.TotalSeconds:0.#} s");
            link.Cut("silent");
        }
    }

    public void OnUp(DialledSocket socket)
    {
        socket.Tag = Add(new DialledLink(NextId(), socket, Now));
        _ = socket.Send(MessageEncoder.Encode(new Hello(options.Identity, LinkRole.Peer)));
    }

    public void OnFrame(DialledSocket socket, ReadOnlyMemory<byte> frame)
    {
        if (socket.Tag is not DialledLink link)
        {
            return;
        }

        switch (Decode(link, frame))
        {
            case null:
                break;
            case Welcome welcome:
                socket.Settled();
                Raise(link, new(LinkKind.Peer, RightsOf(socket), welcome.Broker));
                break;
            case Refused refused when refused.Request == 0 || refused.Code == nameof(Refusal.NotGreeted):
                logger.LogError("{Plane}: {Link} refuses this broker: {Code}: {Text}", options.Plane, link.Name, refused.Code, refused.Text);
                socket.Redial(refused.Code);
                break;
            case var message:
                Take(link, message);
                break;
        }
    }

    public void OnDown(DialledSocket socket, DialProblem problem, string reason)
    {
        if (socket.Tag is DialledLink link)
        {
            socket.Tag = null;
            Drop(link, $"{problem}: {reason}");
        }
        else
        {
            logger.LogDebug("{Plane}: {Problem}: {Reason}", options.Plane, problem, reason);
        }
    }

    public void OnTick(DialledSocket link)
    {
        // The server's tick serves all links of the plane.
    }

    /// <summary>Null: the frame is no message, which has been counted and answered.</summary>
    private Message? Decode(BrokerLink link, ReadOnlyMemory<byte> frame)
    {
        link.LastHeard = Now;
        try
        {
            return MessageDecoder.Decode(frame);
        }
        catch (ProtocolException e)
        {
            _malformed++;
            RefuseFrame(link, e);
            return null;
        }
    }

    private void RefuseFrame(BrokerLink link, ProtocolException fault)
    {
        if (fault.Request is { } request && link.IsUp)
        {
            if (request != 0)
            {
                _outbox.Send(link, new Refused(request, fault.Code, fault.Message));
            }

            return;
        }

        // Whoever greeted and then sends what is no message is not what it said it is: it has to greet again.
        _outbox.Send(link, new Refused(0, fault.Code, fault.Message));
        if (link.IsUp)
        {
            Drop(link, $"sent what is no message: {fault.Message}");
            link.Cut(fault.Code);
        }
    }

    private void Greet(ServedLink link, ServerPeer peer, Hello hello)
    {
        var (up, refused) = Greeting.Judge(peer.Key, hello);
        if (up is not null)
        {
            Raise(link, up);
            return;
        }

        _refusedLinks++;
        logger.LogWarning("{Plane}: {Link} is refused: {Code}: {Text}", options.Plane, link.Name, refused!.Code, refused.Text);
        _outbox.Send(link, refused);
    }

    /// <summary>The welcome goes first: what the router then asks of a peer must find it greeted.</summary>
    private void Raise(BrokerLink link, LinkInput.Up up)
    {
        var sends = _router.Handle(link.Id, up, Now);
        var refused = sends.Count == 1 && sends[0].Output is LinkOutput.Refuse;
        if (!refused)
        {
            link.IsUp = true;
            link.IsPeer = up.Kind == LinkKind.Peer;
            logger.LogInformation("{Plane}: {Link} is up as {Kind} {Identity}", options.Plane, link.Name, up.Kind, up.Identity);
            if (link is ServedLink)
            {
                _outbox.Send(link, new Welcome(options.Identity, options.Site));
            }
        }

        _outbox.Send(sends, _links, request: 0);
    }

    private void Take(BrokerLink link, Message message)
    {
        if (message is Ping ping && link.IsUp)
        {
            _outbox.Send(link, new Pong(ping.Number));
        }
        else if (message is Refused refused)
        {
            // Only a peer is asked for something; from others it is noise that must not fill the log.
            logger.Log(
                link.IsPeer ? LogLevel.Error : LogLevel.Debug,
                "{Plane}: {Link} refuses subscription {Number}: {Code}: {Text}",
                options.Plane, link.Name, refused.Request, refused.Code, refused.Text);
        }
        else if (message is Goodbye goodbye && link.IsUp)
        {
            Drop(link, $"goodbye: {goodbye.Reason}");
            link.Cut("goodbye");
        }
        else if (Wire.Read(message) is { } input)
        {
            _outbox.Send(_router.Handle(link.Id, input, Now), _links, Wire.RequestOf(message));
        }
        else if (!link.IsUp && link is ServedLink)
        {
            _outbox.Send(link, new Refused(0, nameof(Refusal.NotGreeted), "Send Hello first"));
        }
    }

    private void Drop(BrokerLink link, string reason)
    {
        if (link.IsUp)
        {
            link.IsUp = false;
            logger.LogInformation("{Plane}: {Link} is down: {Reason}", options.Plane, link.Name, reason);
            var sends = _router.Handle(link.Id, LinkInput.Down.Instance, Now);
            Remove(link);
            _outbox.Send(sends, _links, request: 0);
        }

        Remove(link);
    }

    private T Add<T>(T link)
        where T : BrokerLink
    {
        _links.Add(link.Id, link);
        return link;
    }

    private void Remove(BrokerLink link) => _links.Remove(link.Id);

    private LinkId NextId() => new(++_lastLink);

    /// <summary>A peer that is dialled by its key has the rights of that key in the list, or all if it is not in it.</summary>
    private LinkRights RightsOf(DialledSocket socket) =>
        options.AllowedKeys().TryGet(options.Peers.First(p => p.Endpoint == socket.Endpoint).PublicKey, out var key)
            ? key.Rights
            : LinkRights.Everything;

    private static ulong NewOrigin() =>
        BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
