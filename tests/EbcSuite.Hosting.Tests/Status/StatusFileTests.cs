using System.Threading.Channels;
using EbcSuite.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EbcSuite.Hosting.Tests;

/// <summary>A daemon that runs in this process, and its status file as <c>ebc status</c> reads it.</summary>
[Category("Unit")]
public sealed class StatusFileTests
{
    private string _run = "";

    [SetUp]
    public void MakeDirectory() => _run = Directory.CreateTempSubdirectory("ebc-status-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_run, recursive: true);

    [Test]
    [CancelAfter(60_000)]
    public async Task The_file_tells_each_phase_and_is_gone_at_the_end(CancellationToken limit)
    {
        using var systemd = new NotifySocket();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit);
        DaemonHealth? atStart = null;
        var part = new Part(() => atStart = Judge().Health);
        var run = RunAsync(systemd, part, stop.Token);

        (await systemd.ReceiveAsync(limit)).Should().Be("READY=1");
        var ready = Judge();
        part.Broker!(true);
        await part.WhenAskedAsync(2, limit);
        await stop.CancelAsync();
        await run;

        atStart.Should().Be(DaemonHealth.Starting);
        ready.Health.Should().Be(DaemonHealth.Disconnected, ready.Why);
        ready.Document!.Pid.Should().Be(Environment.ProcessId);
        ready.Document.Counters.Should().Contain("things", 7).And.Contain("asked", 1);
        part.Stopping.Should().Be(DaemonHealth.Stopping);
        Judge().Health.Should().Be(DaemonHealth.NotRunning);
        Directory.GetFiles(_run, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_part_that_does_not_answer_shows_as_a_loop_that_hangs(CancellationToken limit)
    {
        using var systemd = new NotifySocket();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit);
        var run = RunAsync(systemd, new Part(() => { }) { Deaf = true }, stop.Token);

        (await systemd.ReceiveAsync(limit)).Should().Be("READY=1");
        Judge().Should().Match<HealthVerdict>(v => v.Health == DaemonHealth.Hanging && v.Why.Contains("status"));
        await stop.CancelAsync();
        (await run).Should().Be(ExitCode.Stopped);
    }

    [Test]
    public void Everybody_may_read_it_and_what_is_no_status_is_said()
    {
        var path = HealthFile.PathOf(_run, "sample");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        HealthFile.Write(path, new(
            "sample", "1", 1, 1, DaemonPhase.Ready, default, default, 0, 1, [], new Dictionary<string, bool>(), new Dictionary<string, long>()));
        File.GetUnixFileMode(path).Should().HaveFlag(UnixFileMode.OtherRead);

        File.WriteAllText(path, """{ "pid": 1 }""");
        Judge().Should().Match<HealthVerdict>(v => v.Health == DaemonHealth.Stale && v.Why.Contains("cannot be read"));
    }

    [Test]
    public void The_file_is_the_one_asked_for_or_in_systemds_first_directory_or_none()
    {
        var systemd = new Dictionary<string, string> { ["RUNTIME_DIRECTORY"] = "/run/ebc-x:/run/other" };

        DaemonIdentity.Of("x", "1", "", systemd).StatusFile.Should().Be("/run/ebc-x/status.json");
        DaemonIdentity.Of("x", "1", "/tmp/s", systemd).StatusFile.Should().Be("/tmp/s");
        DaemonIdentity.Of("x", "1", "", new Dictionary<string, string>()).StatusFile.Should().BeNull();
    }

    [Test]
    public void A_process_has_a_start_and_one_that_never_was_has_none()
    {
        ProcessStart.Of(Environment.ProcessId).Should().BePositive().And.Be(ProcessStart.Of(Environment.ProcessId));
        ProcessStart.Of(int.MaxValue).Should().BeNull();
    }

    private HealthVerdict Judge() => HealthFile.Judge(_run, "sample", TimeProvider.System);

    private Task<int> RunAsync(NotifySocket systemd, Part part, CancellationToken stop)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_run, "ebc-sample")).FullName;
        part.Judge = Judge;
        return new DaemonHost<SampleOptions>("sample", "Shows how.").RunAsync(
            [],
            (services, _) => services.AddHostedService(provider => part.With(provider.GetRequiredService<DaemonStatus>())),
            new(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>
            {
                ["NOTIFY_SOCKET"] = systemd.Address,
                ["RUNTIME_DIRECTORY"] = directory,
            }),
            stop);
    }

    /// <summary>A part of a daemon: a link, a counter, and something that is asked.</summary>
    private sealed class Part(Action atStart) : IHostedService
    {
        private readonly Channel<int> _asked = Channel.CreateUnbounded<int>();
        private int _times;

        public Action<bool>? Broker { get; private set; }

        public bool Deaf { get; init; }

        public Func<HealthVerdict>? Judge { get; set; }

        public DaemonHealth? Stopping { get; private set; }

        public Part With(DaemonStatus status)
        {
            Broker = status.Link("tcp://broker:7700");
            status.Counter("things", () => 7);
            status.Ask(_ =>
            {
                var times = Interlocked.Increment(ref _times);
                _asked.Writer.TryWrite(times);
                return Deaf ? new TaskCompletionSource<StatusReading>().Task : Task.FromResult(new StatusReading(
                    new Dictionary<string, bool>(), new Dictionary<string, long> { ["asked"] = times }));
            });
            return this;
        }

        public async Task WhenAskedAsync(int times, CancellationToken limit)
        {
            for (var i = 0; i < times; i++)
            {
                await _asked.Reader.ReadAsync(limit);
            }
        }

        public Task StartAsync(CancellationToken cancellationToken)
        {
            atStart();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stopping = Judge!().Health;
            return Task.CompletedTask;
        }
    }
}
