using System.Diagnostics;
using EbcSuite.Drivers.Capsules;

namespace EbcSuite.Drivers.Tests.Capsules;

[Category("FakeTool")]
public sealed class ProcessWatchTests
{
    [Test]
    public async Task The_end_of_a_process_is_noticed_and_not_before()
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", ["600"]))!;
        var entry = ProcessTable.Find(process.Id)!;
        var ended = ProcessWatch.WhenEndedAsync(entry.Pid, entry.StartTime, FakeTool.Limit);
        ended.IsCompleted.Should().BeFalse();
        process.Kill();
        await ended;
    }

    [Test]
    public async Task A_reused_pid_is_not_taken_for_the_process()
    {
        var own = ProcessTable.Find(Environment.ProcessId)!;
        await ProcessWatch.WhenEndedAsync(own.Pid, own.StartTime - 1, FakeTool.Limit);
    }

    [Test]
    public async Task A_watch_can_be_given_up()
    {
        var own = ProcessTable.Find(Environment.ProcessId)!;
        using var stop = new CancellationTokenSource();
        var watch = ProcessWatch.WhenEndedAsync(own.Pid, own.StartTime, stop.Token);
        await stop.CancelAsync();
        await watch.Invoking(w => w.WaitAsync(FakeTool.Limit)).Should().ThrowAsync<OperationCanceledException>();
    }
}
