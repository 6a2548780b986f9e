using EbcSuite.Events;
using EbcSuite.Messaging.Keys;
using EbcSuite.Messaging.Sockets;

namespace EbcSuite.Messaging.Tests.Sockets;

/// <summary>A closed descriptor is given to the next connection: the end of the one must not take the other.</summary>
[TestFixture]
[Category("Unit")]
internal sealed class PeerTableTests
{
    private static readonly AllowedKey Key = new(new string('0', 40), "x", "client", LinkRights.Everything);

    private PeerTable _table = new();

    [SetUp]
    public void Empty() => _table = new();

    private ServerPeer Hear(uint routingId, int descriptor)
    {
        var peer = new ServerPeer(null!, routingId, Key, "127.0.0.1", new(1, 1))
        {
            Descriptor = descriptor,
            Epoch = _table.EpochOf(descriptor),
        };
        _table.Add(peer);
        return peer;
    }

    [Test]
    public void The_end_of_a_descriptor_takes_the_peer_that_was_heard_through_it()
    {
        _table.Accepted(20);
        var peer = Hear(1, 20);
        _table.Disconnected(20);

        _table.TakeDisconnected().Should().Equal(peer);
        _table.TakeDisconnected().Should().BeEmpty();
    }

    [Test]
    public void A_frame_that_is_read_after_the_end_still_finds_its_peer_and_then_takes_it()
    {
        _table.Accepted(20);
        _table.Disconnected(20);
        var peer = Hear(1, 20);

        _table.TakeDisconnected().Should().Equal(peer);
    }

    [Test]
    public void The_end_of_a_connection_that_never_spoke_leaves_the_next_one_on_its_descriptor()
    {
        _table.Accepted(20);
        _table.Disconnected(20);
        _table.Accepted(20);
        Hear(2, 20);

        _table.TakeDisconnected().Should().BeEmpty();
    }

    [Test]
    public void Of_two_on_one_descriptor_the_first_is_lost_and_the_second_stays()
    {
        _table.Accepted(20);
        var first = Hear(1, 20);
        _table.Disconnected(20);
        _table.Accepted(20);
        Hear(2, 20);

        _table.TakeDisconnected().Should().Equal(first);
    }

    [Test]
    public void A_peer_whose_descriptor_is_not_known_takes_no_other_with_it()
    {
        Hear(1, -1);
        Hear(2, -1);

        _table.TakeDisconnected().Should().BeEmpty();
    }
}
