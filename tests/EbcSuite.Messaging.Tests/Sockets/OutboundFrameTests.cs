using EbcSuite.Events;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Messaging.Zmq;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging.Tests.Sockets;

[TestFixture]
[Category("Unit")]
internal sealed class OutboundFrameTests
{
    [TestCase(10)]
    [TestCase(EventLimits.BodyBytes)]
    public void A_frame_is_what_the_encoder_makes_however_large(int body)
    {
        var message = Chunk(body, 7);

        var frame = OutboundFrame.Encode(message);

        frame.Span.SequenceEqual(MessageEncoder.Encode(message)).Should().BeTrue();
        OutboundFrame.Release(frame);
    }

    [Test]
    public void A_large_frame_is_not_written_over_while_a_queue_holds_it()
    {
        var queue = new OutboundQueue(10, 1L << 30);
        var message = Chunk(100_000, 1);
        var frame = OutboundFrame.Encode(message);
        queue.TryAdd(frame).Should().BeTrue();
        OutboundFrame.Release(frame);

        for (byte other = 2; other < 100; other++)
        {
            OutboundFrame.Release(OutboundFrame.Encode(Chunk(100_000, other)));
        }

        queue.TryPeek(out var kept).Should().BeTrue();
        kept.Span.SequenceEqual(MessageEncoder.Encode(message)).Should().BeTrue();
        queue.RemoveFirst();
    }

    [Test]
    public void A_released_frame_is_used_again()
    {
        // Fixtures run in turn, but sockets that other fixtures closed may still give frames back: one of many must come again.
        var seen = new HashSet<PooledFrame>();
        var again = false;
        for (var i = 0; i < 200 && !again; i++)
        {
            var frame = OutboundFrame.Encode(Chunk(100_000, 1));
            PooledFrame.TryGet(frame, out var pooled, out _).Should().BeTrue();
            again = !seen.Add(pooled!);
            OutboundFrame.Release(frame);
        }

        again.Should().BeTrue();
    }

    private static Publish Chunk(int length, byte filling) =>
        new(1, Notification.Create(("event", "chunk")).WithBody(Enumerable.Repeat(filling, length).ToArray()));
}
