using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace EbcSuite.Hosting.Tests;

[Category("Unit")]
public sealed class SystemdNotifierTests
{
    private static SystemdNotifier Notifier(params (string Key, string Value)[] environment) =>
        new(environment.ToDictionary(e => e.Key, e => e.Value), NullLogger.Instance);

    [Test]
    [CancelAfter(30_000)]
    public async Task Readiness_status_and_stopping_arrive_as_datagrams([Values] bool isAbstract, CancellationToken limit)
    {
        using var systemd = new NotifySocket(isAbstract);
        using var notifier = Notifier(("NOTIFY_SOCKET", systemd.Address));

        notifier.Ready();
        notifier.Status("3 links\n2 peers");
        notifier.Stopping(TimeSpan.FromMinutes(3));

        (await systemd.ReceiveAsync(limit)).Should().Be("READY=1");
        (await systemd.ReceiveAsync(limit)).Should().Be("STATUS=3 links 2 peers");
        (await systemd.ReceiveAsync(limit)).Should().Be("STOPPING=1\nEXTEND_TIMEOUT_USEC=180000000");
    }

    [Test]
    public void Without_systemd_nothing_happens()
    {
        using var notifier = Notifier();

        notifier.Invoking(n => n.Ready()).Should().NotThrow();
        notifier.WatchdogTime.Should().BeNull();
    }

    [Test]
    public void A_socket_that_is_gone_does_not_stop_the_daemon()
    {
        using var notifier = Notifier(("NOTIFY_SOCKET", "/nowhere/notify"));

        notifier.Invoking(n => n.Ready()).Should().NotThrow();
    }

    [Test]
    public void The_watchdog_time_of_another_process_is_not_ours()
    {
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

        Notifier(("WATCHDOG_USEC", "2000000"), ("WATCHDOG_PID", own)).WatchdogTime.Should().Be(TimeSpan.FromSeconds(2));
        Notifier(("WATCHDOG_USEC", "2000000"), ("WATCHDOG_PID", "1")).WatchdogTime.Should().BeNull();
        Notifier(("WATCHDOG_USEC", "soon")).WatchdogTime.Should().BeNull();
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task The_watchdog_is_told_at_half_time_and_only_while_the_loop_beats(CancellationToken limit)
    {
        using var systemd = new NotifySocket();
        using var notifier = Notifier(("NOTIFY_SOCKET", systemd.Address), ("WATCHDOG_USEC", "2000000"));
        var time = new ManualTime();
        var liveness = new Liveness();
        var heartbeat = liveness.Register("events", TimeSpan.FromSeconds(1), time);
        using var hang = new SignalLogger<Watchdog>("events");
        using var watchdog = new Watchdog(notifier, liveness, time, hang);
        await watchdog.StartAsync(limit);

        (await systemd.ReceiveAsync(limit)).Should().Be("WATCHDOG=1", "the first beat is sent at once");
        await time.TimerSet.Task.WaitAsync(limit);
        time.Advance(TimeSpan.FromSeconds(1));
        (await systemd.ReceiveAsync(limit)).Should().Be("WATCHDOG=1");

        // The loop has not beaten for two seconds now.
        time.Advance(TimeSpan.FromSeconds(1));
        await hang.Seen.WaitAsync(limit);
        systemd.Waiting.Should().Be(0);
        liveness.Hanging().Should().Equal("events");

        heartbeat.Beat();
        time.Advance(TimeSpan.FromSeconds(1));
        (await systemd.ReceiveAsync(limit)).Should().Be("WATCHDOG=1", "a loop that beats again is alive");
        await watchdog.StopAsync(limit);
    }
}
