using System.Diagnostics;
using EbcSuite.Events;
using EbcSuite.Protocol;

namespace EbcSuite.Broker.Tests;

/// <summary>A broker holds a bounded window, whoever does not read: design.md, sections 5 and 8.</summary>
[Category("Unit")]
public sealed class SlowSubscriberTests
{
    private const int Chunk = 1024 * 1024;
    private const int Chunks = 400;
    private const long QueueBytes = 4 * Chunk;

    [Test]
    public async Task One_that_does_not_read_fills_its_own_queue_only_and_delays_nobody()
    {
        await using var broker = await new TestBroker("one").StartAsync(o => o with { BulkQueueBytes = QueueBytes });
        await using var deaf = await RawLink.DialAsync(broker.Bulk.Endpoint, broker.PublicKey, broker.AllowClient("deaf"));
        await deaf.SendAsync(new Hello("deaf", LinkRole.Client));
        (await deaf.HearAsync()).Should().BeOfType<Welcome>();
        await deaf.SendAsync(new Subscribe(1, 1, Filter.Everything));
        (await deaf.HearAsync()).Should().Be(new Accepted(1));
        deaf.StopReading();
        await using var reader = broker.Client("reader", bulk: true);
        await using var chunks = await reader.SubscribeAsync(Filter.Everything, Limit.Token());
        var body = new byte[Chunk];
        var (memory, resident, limit) = (GC.GetTotalMemory(forceFullCollection: true), Resident(), Limit.Token());

        long most = 0;
        for (var number = 0L; number < Chunks; number++)
        {
            var chunk = Notification.Create([new("number", number)], body);
            await reader.PublishAsync(chunk, limit);
            (await chunks.ReadAsync(limit)).Integer("number").Should().Be(number, "the one who reads misses nothing");
            most = Math.Max(most, (await broker.Bulk.ReportAsync()).QueuedBytes);
        }

        var report = await broker.Bulk.ReportAsync();
        most.Should().BeInRange(Chunk, QueueBytes, "the queue fills up and not over its limit");
        report.Dropped.Should().BePositive();
        (report.Dropped + 200).Should().BeGreaterThan(Chunks / 2, "most of what the deaf one is sent is dropped");
        var (grown, grownResident) = (GC.GetTotalMemory(forceFullCollection: true) - memory, Resident() - resident);
        TestContext.Out.WriteLine(
            $"{Chunks} MiB published, {report.Dropped} dropped, queue at most {most} bytes, managed +{grown / 1024} KiB, resident +{grownResident / 1024} KiB");
        grown.Should().BeLessThan(QueueBytes + (32 * Chunk));
        grownResident.Should().BeLessThan(Chunks * Chunk / 2, "a broker holds a window, never an image");
    }

    private static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
