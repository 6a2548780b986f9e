using System.Buffers;
using EbcSuite.Events;

namespace EbcSuite.Protocol.Tests;

[Category("Unit")]
public sealed class RoundTripTests
{
    [Test]
    public void A_random_message_is_read_as_it_was_written([Range(1, 40)] int seed)
    {
        var messages = new RandomMessages(seed);
        for (var i = 0; i < 50; i++)
        {
            var message = messages.Next();
            var frame = MessageEncoder.Encode(message);

            MessageEquality.Same(MessageDecoder.Decode(frame), message).Should().BeTrue("seed {0}, message {1}: {2}", seed, i, message);
            MessageEquality.Same(MessageDecoder.DecodeCopy(frame), message).Should().BeTrue("seed {0}, message {1}", seed, i);
        }
    }

    [Test]
    public void Every_way_of_writing_gives_the_same_bytes([Range(1, 5)] int seed)
    {
        var message = new RandomMessages(seed).Next();
        var whole = new ArrayBufferWriter<byte>();
        MessageEncoder.Encode(message, whole);
        var head = new ArrayBufferWriter<byte>();
        var body = MessageEncoder.EncodeHead(message, head);

        whole.WrittenSpan.ToArray().Should().Equal(MessageEncoder.Encode(message));
        head.WrittenSpan.ToArray().Concat(body.ToArray()).Should().Equal(MessageEncoder.Encode(message));
    }

    [Test]
    public void A_decoded_body_is_a_slice_of_a_frame_that_was_given_away()
    {
        var frame = MessageEncoder.Encode(Chunk(100));

        var body = ((Publish)MessageDecoder.Decode(frame)).Notification.Body;

        body.Span.Overlaps(frame, out var offset).Should().BeTrue();
        (-offset).Should().Be(frame.Length - 100);
    }

    [Test]
    public void A_decoded_body_is_a_copy_of_a_frame_that_was_lent()
    {
        var frame = MessageEncoder.Encode(Chunk(100));

        var body = ((Publish)MessageDecoder.DecodeCopy(frame)).Notification.Body;

        body.Span.Overlaps(frame).Should().BeFalse();
        body.ToArray().Should().Equal(frame[^100..]);
    }

    [Test]
    public void A_chunk_is_written_with_one_copy_and_read_with_none()
    {
        const int chunk = 1024 * 1024;
        var message = Chunk(chunk);
        _ = MessageDecoder.Decode(MessageEncoder.Encode(message));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var frame = MessageEncoder.Encode(message);
        var written = GC.GetAllocatedBytesForCurrentThread() - before;
        _ = MessageDecoder.Decode(frame);
        var read = GC.GetAllocatedBytesForCurrentThread() - before - written;

        written.Should().BeLessThan(frame.Length + 4096);
        read.Should().BeLessThan(4096);
    }

    private static Publish Chunk(int bytes) => new(
        1, Notification.Create([new("event", "chunk"), new("offset", 0)], new byte[bytes]));
}
