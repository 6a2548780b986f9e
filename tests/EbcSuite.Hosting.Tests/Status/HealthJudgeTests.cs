using EbcSuite.Health;

namespace EbcSuite.Hosting.Tests;

[Category("Unit")]
public sealed class HealthJudgeTests
{
    private static readonly HealthDocument Well = new(
        "broker", "1.0.0", 42, 1000, DaemonPhase.Ready, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 50_000, 2000,
        [], new Dictionary<string, bool> { ["tcp://manager:7700"] = true }, new Dictionary<string, long>());

    [Test]
    public void A_daemon_that_is_ready_beats_and_is_linked_is_healthy() =>
        HealthJudge.Judge("broker", Well, 1000, 52_000).Health.Should().Be(DaemonHealth.Healthy);

    [Test]
    public void Without_a_file_or_without_its_process_it_does_not_run()
    {
        HealthJudge.Judge("broker", null, null, 52_000).Health.Should().Be(DaemonHealth.NotRunning);
        HealthJudge.Judge("broker", Well, null, 52_000).Health.Should().Be(DaemonHealth.NotRunning);
    }

    [Test]
    public void A_pid_that_was_given_to_another_process_is_not_the_daemon() =>
        HealthJudge.Judge("broker", Well, 1001, 52_000).Health.Should().Be(DaemonHealth.NotRunning);

    [TestCase(60_000, DaemonHealth.Healthy)]
    [TestCase(60_001, DaemonHealth.Stale)]
    public void After_ten_seconds_without_a_beat_it_is_stale(long nowMs, DaemonHealth expected) =>
        HealthJudge.Judge("broker", Well, 1000, nowMs).Health.Should().Be(expected);

    [Test]
    public void A_slow_beat_has_five_intervals() =>
        HealthJudge.Judge("broker", Well with { IntervalMs = 60_000 }, 1000, 340_000).Health.Should().Be(DaemonHealth.Healthy);

    [TestCase(DaemonPhase.Starting, DaemonHealth.Starting)]
    [TestCase(DaemonPhase.Stopping, DaemonHealth.Stopping)]
    public void What_it_says_of_its_life_is_told_on(DaemonPhase phase, DaemonHealth expected) =>
        HealthJudge.Judge("broker", Well with { Phase = phase }, 1000, 52_000).Health.Should().Be(expected);

    [Test]
    public void A_loop_that_hangs_goes_before_a_link_that_is_down_and_both_are_named()
    {
        var down = Well with { Links = new Dictionary<string, bool> { ["tcp://b:1"] = false, ["tcp://a:1"] = false, ["tcp://c:1"] = true } };

        HealthJudge.Judge("broker", down, 1000, 52_000).Should().Match<HealthVerdict>(v =>
            v.Health == DaemonHealth.Disconnected && v.Why == "no link to tcp://a:1, tcp://b:1");
        HealthJudge.Judge("broker", down with { Hanging = ["events"] }, 1000, 52_000).Should().Match<HealthVerdict>(v =>
            v.Health == DaemonHealth.Hanging && v.Why == "does not go round: events");
    }
}
