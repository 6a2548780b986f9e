using EbcSuite.Messaging.Sockets;

namespace EbcSuite.Messaging.Tests.Sockets;

[TestFixture]
[Category("Unit")]
internal sealed class OutboundQueueTests
{
    [Test]
    public void It_never_holds_more_messages_or_bytes_than_allowed_and_keeps_order_whatever_comes()
    {
        var random = new Random(4711);
        var queue = new OutboundQueue(maxMessages: 20, maxBytes: 1000);
        var model = new Queue<int>();
        var dropped = 0;
        for (var i = 0; i < 20_000; i++)
        {
            if (random.Next(5) < 3)
            {
                var length = random.Next(200);
                var fits = model.Count < 20 && model.Sum() + length <= 1000;
                queue.TryAdd(new byte[length]).Should().Be(fits);
                if (fits)
                {
                    model.Enqueue(length);
                }
                else
                {
                    dropped++;
                }
            }
            else if (queue.TryPeek(out var first))
            {
                first.Length.Should().Be(model.Dequeue());
                queue.RemoveFirst();
            }

            queue.Count.Should().Be(model.Count);
            queue.Bytes.Should().Be(model.Sum());
        }

        queue.Dropped.Should().Be(dropped).And.BePositive();
    }

    [Test]
    public void A_frame_over_the_limit_is_refused_even_by_an_empty_queue()
    {
        var queue = new OutboundQueue(10, 100);

        queue.TryAdd(new byte[101]).Should().BeFalse();
        queue.Count.Should().Be(0);
        queue.Dropped.Should().Be(1);
    }

    [Test]
    public void Clear_forgets_the_frames_but_not_the_count_of_drops()
    {
        var queue = new OutboundQueue(1, 100);
        queue.TryAdd(new byte[1]);
        queue.TryAdd(new byte[1]);

        queue.Clear();

        queue.TryPeek(out _).Should().BeFalse();
        queue.Bytes.Should().Be(0);
        queue.Dropped.Should().Be(1);
    }
}
