using EbcSuite.Messaging.Keys;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// Lets connections of keys that are not in the list in for a short while, and not many of them: strangers, who come to enrol.
/// Keeps their number and their time; a <see cref="ServerSocket"/> asks it and cuts who is overdue. On the loop's thread, but
/// for <see cref="Count"/> and the counters.
/// </summary>
/// <remarks>
/// A connection is counted from its handshake, as one that then says nothing costs a descriptor too. libzmq does not tell
/// which descriptor a handshake was on (ZAP knows no port), only that of a frame: so for a stranger who stays silent all
/// connections are cut that have said nothing for as long. A known key's among them dials again; it should have greeted.
/// </remarks>
/// <param name="admits">Whether the holder of this public key may come in; asked at each handshake of an unknown key.</param>
public sealed class StrangerGate(Func<string, bool> admits, TimeProvider time)
{
    /// <summary>What the list would call them.</summary>
    public const string Role = "stranger";

    private readonly List<Slot> _slots = [];
    private readonly Dictionary<int, long> _unheard = [];
    private int _count;
    private long _turnedAway;
    private long _overdue;

    /// <summary>Strangers at a time; further ones are told to come again (ZAP status 500).</summary>
    public int Most { get; init; } = 64;

    /// <summary>From the handshake to the cut.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer has to leave before its connection is cut.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Strangers now. Any thread.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Handshakes for which there was no room. Any thread.</summary>
    public long TurnedAway => Interlocked.Read(ref _turnedAway);

    /// <summary>Strangers who were cut as they had not enrolled within the deadline. Any thread.</summary>
    public long Overdue => Interlocked.Read(ref _overdue);

    /// <summary>The peer was answered: its connection ends soon.</summary>
    public void Dismiss(ServerPeer peer) => End(peer, Farewell);

    /// <summary>The peer does what it must not: its connection ends now.</summary>
    public void Expel(ServerPeer peer) => End(peer, TimeSpan.Zero);

    internal Verdict Judge(string publicKey)
    {
        if (!admits(publicKey))
        {
            return Verdict.Unknown;
        }

        if (_slots.Count >= Most)
        {
            Interlocked.Increment(ref _turnedAway);
            return Verdict.Full;
        }

        _slots.Add(new(publicKey, time.GetTimestamp() + Ticks(Deadline)));
        Volatile.Write(ref _count, _slots.Count);
        return Verdict.Admitted;
    }

    /// <summary>A first frame of a connection whose handshake was let in: null if none was, or it is overdue by now.</summary>
    internal AllowedKey? Claim(string publicKey) =>
        Waiting(publicKey) is { } slot
            ? (slot.Claimed = new(publicKey, Role, Role, Events.LinkRights.Nothing))
            : null;

    internal void Seat(ServerPeer peer)
    {
        if (_slots.Find(s => ReferenceEquals(s.Claimed, peer.Key)) is { } slot)
        {
            slot.Peer = peer;
        }
    }

    /// <summary>A key that had come in as a stranger's is in the list by now.</summary>
    internal void Known(string publicKey) => Remove(Waiting(publicKey));

    internal void Left(ServerPeer peer) => Remove(_slots.Find(s => s.Peer == peer));

    internal void Accepted(int descriptor) => _unheard[descriptor] = time.GetTimestamp();

    internal void Heard(int descriptor) => _unheard.Remove(descriptor);

    internal void Disconnected(int descriptor) => _unheard.Remove(descriptor);

    /// <summary>Who is to be cut now: peers, and descriptors of connections that have said nothing.</summary>
    internal (IReadOnlyList<ServerPeer> Peers, IReadOnlyList<int> Silent) TakeOverdue()
    {
        var now = time.GetTimestamp();
        var over = _slots.FindAll(s => s.Until <= now);
        if (over.Count == 0)
        {
            return ([], []);
        }

        Interlocked.Add(ref _overdue, over.Count(s => !s.Answered));
        var silent = over.Exists(s => s.Peer is null)
            ? _unheard.Where(c => now - c.Value >= Ticks(Deadline)).Select(c => c.Key).ToList()
            : [];
        over.Where(s => s.Peer is null).ToList().ForEach(Remove);
        silent.ForEach(d => _unheard.Remove(d));
        return ([.. over.Select(s => s.Peer).OfType<ServerPeer>()], silent);
    }

    private void End(ServerPeer peer, TimeSpan after)
    {
        if (_slots.Find(s => s.Peer == peer) is { } slot)
        {
            slot.Answered = true;
            slot.Until = Math.Min(slot.Until, time.GetTimestamp() + Ticks(after));
        }
    }

    private Slot? Waiting(string publicKey) =>
        _slots.Find(s => s.Claimed is null && string.Equals(s.Key, publicKey, StringComparison.Ordinal));

    private void Remove(Slot? slot)
    {
        if (slot is not null && _slots.Remove(slot))
        {
            Volatile.Write(ref _count, _slots.Count);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    internal enum Verdict
    {
        Admitted,
        Full,
        Unknown,
    }

    private sealed class Slot(string key, long until)
    {
        public string Key { get; } = key;

        public long Until { get; set; } = until;

        public bool Answered { get; set; }

        public AllowedKey? Claimed { get; set; }

        public ServerPeer? Peer { get; set; }
    }
}
