namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// Which peer a lost connection was (trap 5). The monitor tells a descriptor; a peer's descriptor is known from its first
/// frame (ZMQ_SRCFD). As the kernel gives a closed descriptor to the next connection, each acceptance begins a new epoch of
/// its descriptor, and the end of one epoch never takes the peer of a later one. Pure; used by one thread.
/// </summary>
internal sealed class PeerTable
{
    private readonly Dictionary<uint, ServerPeer> _byRoutingId = [];
    private readonly Dictionary<int, ServerPeer> _byDescriptor = [];
    private readonly Dictionary<int, int> _epochs = [];
    private readonly List<(int Descriptor, int Epoch)> _disconnected = [];
    private readonly List<ServerPeer> _replaced = [];

    public IReadOnlyCollection<ServerPeer> All => _byRoutingId.Values;

    public ServerPeer? Find(uint routingId) => _byRoutingId.GetValueOrDefault(routingId);

    public int EpochOf(int descriptor) => _epochs.GetValueOrDefault(descriptor);

    public void Accepted(int descriptor) => _epochs[descriptor] = EpochOf(descriptor) + 1;

    public void Disconnected(int descriptor) => _disconnected.Add((descriptor, EpochOf(descriptor)));

    public void Add(ServerPeer peer)
    {
        _byRoutingId[peer.RoutingId] = peer;
        _byDescriptor.TryGetValue(peer.Descriptor, out var before);
        _byDescriptor[peer.Descriptor] = peer;

        // Another peer had it: its connection must have ended, though its event has not found it yet.
        if (before is not null && peer.Descriptor >= 0)
        {
            _replaced.Add(before);
        }
    }

    public bool Remove(ServerPeer peer)
    {
        if (_byDescriptor.GetValueOrDefault(peer.Descriptor) == peer)
        {
            _byDescriptor.Remove(peer.Descriptor);
        }

        return _byRoutingId.Remove(peer.RoutingId, out _);
    }

    /// <summary>The peers whose connections have ended, to be asked when every frame that was there has been read.</summary>
    public IReadOnlyList<ServerPeer> TakeDisconnected()
    {
        if (_disconnected.Count == 0 && _replaced.Count == 0)
        {
            return [];
        }

        var lost = new List<ServerPeer>(_replaced);
        foreach (var (descriptor, epoch) in _disconnected)
        {
            if (_byDescriptor.TryGetValue(descriptor, out var peer) && peer.Epoch <= epoch)
            {
                lost.Add(peer);
            }
        }

        _disconnected.Clear();
        _replaced.Clear();
        return lost;
    }
}
