using EbcSuite.Checkpointing.Images;

namespace EbcSuite.Checkpointing.Tests.Images;

/// <summary>Both windows over a channel that loses, doubles and delays chunks and credits; seeded, without a clock.</summary>
[Category("Simulated")]
public sealed class WindowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    [Test]
    public void Every_chunk_arrives_once_and_in_order_whatever_is_lost([Range(1, 40)] int seed)
    {
        var random = new Random(seed);
        var loss = random.NextDouble() * 0.3;
        var total = random.Next(1, 150);
        var size = random.Next(1, 20);
        var send = new SendWindow(Patience);
        var receive = new ReceiveWindow(size);
        var toReceiver = new List<(long At, long Sequence)>();
        var toSender = new List<(long At, long Limit, long Next, bool Gap)>();
        var taken = new List<long>();
        long now = 0;
        for (; send.Acknowledged < total; now++)
        {
            now.Should().BeLessThan(500_000, "the stream comes to its end");
            while (send.MaySend && send.Next < total)
            {
                Lossy(toReceiver, (now + random.Next(1, 30), send.Next));
                send.Sent(Milliseconds(now));
                (send.Next - send.Acknowledged).Should().BeLessThanOrEqualTo(size);
            }

            foreach (var chunk in Due(toReceiver, c => c.At))
            {
                var verdict = receive.Offer(chunk.Sequence);
                verdict.Should().NotBe(ChunkVerdict.Uninvited);
                if (verdict == ChunkVerdict.Take)
                {
                    taken.Add(chunk.Sequence);
                }
                else
                {
                    Credit(verdict == ChunkVerdict.Gap);
                }
            }

            if (receive.Consumed < receive.Received && random.Next(3) > 0 && receive.Consume())
            {
                Credit();
            }

            (receive.Received - receive.Consumed).Should().BeLessThanOrEqualTo(size, "memory is bounded by the window");
            if (now % 50 == 0)
            {
                Credit();
            }

            foreach (var credit in Due(toSender, c => c.At))
            {
                send.Credit(credit.Limit, credit.Next, credit.Gap, Milliseconds(now));
            }

            send.Look(Milliseconds(now));
        }

        taken.Should().Equal(Enumerable.Range(0, total).Select(n => (long)n));

        void Credit(bool gap = false) => Lossy(toSender, (now + random.Next(1, 30), receive.Limit, receive.Received, gap));

        void Lossy<T>(List<T> channel, T message)
        {
            if (random.NextDouble() >= loss)
            {
                channel.Add(message);
            }

            if (random.NextDouble() < loss / 4)
            {
                channel.Add(message);
            }
        }

        List<T> Due<T>(List<T> channel, Func<T, long> at)
        {
            var due = channel.Where(m => at(m) <= now).ToList();
            channel.RemoveAll(m => at(m) <= now);
            return due;
        }
    }

    [Test]
    public void Nothing_is_sent_without_credit()
    {
        var window = new SendWindow(Patience);
        window.MaySend.Should().BeFalse();
        window.Invoking(w => w.Sent(TimeSpan.Zero)).Should().Throw<InvalidOperationException>();
    }

    [Test]
    public void A_break_goes_back_to_what_was_not_acknowledged()
    {
        var window = new SendWindow(Patience);
        window.Credit(10, 0, gap: false, TimeSpan.Zero);
        for (var chunk = 0; chunk < 6; chunk++)
        {
            window.Sent(TimeSpan.Zero);
        }

        window.Credit(12, 4, gap: false, TimeSpan.Zero);
        window.GoBack(TimeSpan.Zero);
        window.Next.Should().Be(4);
        window.Limit.Should().Be(12);
    }

    [Test]
    public void A_slow_link_is_given_time_and_is_not_flooded()
    {
        // One chunk takes 300 ms, three times the patience; the receiver repeats itself while it waits.
        var window = new SendWindow(Patience);
        window.Credit(4, 0, gap: false, TimeSpan.Zero);
        var inFlight = new Queue<long>();
        long received = 0;
        for (var now = 1; received < 100; now++)
        {
            while (window.MaySend)
            {
                inFlight.Enqueue(window.Next);
                window.Sent(Milliseconds(now));
            }

            if (now % 300 == 0)
            {
                received += inFlight.Dequeue() == received ? 1 : 0;
            }

            if (now % 25 == 0)
            {
                window.Credit(received + 4, received, gap: false, Milliseconds(now));
            }

            window.Look(Milliseconds(now));
            now.Should().BeLessThan(40_000, "three quarters of the link at least are of use");
        }

        window.Returns.Should().BeLessThan(10);
    }

    [Test]
    public void A_gap_goes_back_at_once_and_once()
    {
        var window = new SendWindow(Patience);
        window.Credit(10, 0, gap: false, TimeSpan.Zero);
        for (var chunk = 0; chunk < 5; chunk++)
        {
            window.Sent(TimeSpan.Zero);
        }

        window.Credit(12, 2, gap: true, TimeSpan.Zero);
        window.Next.Should().Be(2);
        window.Sent(TimeSpan.Zero);
        window.Credit(12, 2, gap: true, TimeSpan.Zero);
        window.Next.Should().Be(3, "the second gap tells of chunks that were sent before");
        window.Returns.Should().Be(1);
    }

    [Test]
    public void A_credit_for_what_was_never_sent_changes_nothing()
    {
        var window = new SendWindow(Patience);
        window.Credit(10, 5, gap: false, TimeSpan.Zero);
        window.Acknowledged.Should().Be(0);
        window.Limit.Should().Be(10);
    }

    [Test]
    public void A_chunk_beyond_the_credit_is_uninvited() => new ReceiveWindow(4).Offer(4).Should().Be(ChunkVerdict.Uninvited);

    private static TimeSpan Milliseconds(long value) => TimeSpan.FromMilliseconds(value);
}
