using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EbcSuite.Hosting.Tests;

[Category("Unit")]
public sealed class DaemonHostTests
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    [TearDown]
    public void Close()
    {
        _out.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        _environment.Clear();
    }

    [OneTimeTearDown]
    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    private Task<int> Run(string[] args, Action<IServiceCollection, SampleOptions>? compose = null, CancellationToken stop = default) =>
        new DaemonHost<SampleOptions>("sample", "Shows how.")
            .RunAsync(args, compose ?? ((_, _) => { }), new DaemonSurroundings(_out, _error, _environment), stop);

    [Test]
    public async Task A_good_configuration_is_said_to_be_good_with_its_effective_values()
    {
        _environment["EBC_SAMPLE__LinkTimeout"] = "45s";
        _environment["EBC_SAMPLE__Log__Level"] = "Warning";

        (await Run(["--check-config", "--Port", "7800", "--Token=hush"])).Should().Be(ExitCode.Stopped);

        _out.ToString().Should().StartWith("configuration is good")
            .And.Contain("Port = 7800").And.Contain("LinkTimeout = 45s").And.Contain("Log:Level = Warning")
            .And.Contain("Token = (hidden)").And.NotContain("hush");
        _error.ToString().Should().BeEmpty();
    }

    [Test]
    public async Task The_command_line_is_over_the_environment_and_that_over_the_file()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """{ "Port": 1, "Low": 1, "High": 1 }""");
            _environment["EBC_SAMPLE__PORT"] = "2";
            _environment["EBC_SAMPLE__LOW"] = "0";

            await Run(["--config", file, "--check-config", "--Port", "3"]);

            _out.ToString().Should().Contain("Port = 3").And.Contain("Low = 0").And.Contain("High = 1");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task A_bad_configuration_ends_with_78_and_every_fault_on_standard_error([Values] bool checkOnly)
    {
        _environment["EBC_SAMPLE__Prot"] = "1";

        (await Run(["--Port", "0", .. checkOnly ? ["--check-config"] : Array.Empty<string>()])).Should().Be(ExitCode.Configuration);

        _out.ToString().Should().BeEmpty();
        _error.ToString().Should().Contain("Port = 0: must be from 1 to 65535").And.Contain("Did you mean Port?")
            .And.Contain("2 fault(s)").And.Contain("/etc/ebc/sample.json").And.Contain("EBC_SAMPLE__KEY");
    }

    [Test]
    public async Task A_file_that_is_missing_or_not_JSON_ends_with_78()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "{ \"Port\": 1,, }");

            (await Run(["--config", file])).Should().Be(ExitCode.Configuration);
            (await Run(["--config", file + ".missing"])).Should().Be(ExitCode.Configuration);

            _error.ToString().Should().Contain("is not JSON as it should be").And.Contain("cannot be read");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [TestCase("start")]
    [TestCase("--Port")]
    [TestCase("-p")]
    [TestCase("--")]
    [TestCase("--=3")]
    public async Task What_is_not_understood_on_the_command_line_ends_with_64(string argument)
    {
        (await Run([argument])).Should().Be(ExitCode.Usage);
        _error.ToString().Should().Contain("--help");
    }

    [Test]
    public async Task Help_names_every_key_with_its_meaning_and_version_the_version()
    {
        (await Run(["--help"])).Should().Be(ExitCode.Stopped);
        (await Run(["--version"])).Should().Be(ExitCode.Stopped);

        _out.ToString().Should().Contain("--Port VALUE [7700]  Where to listen").And.Contain("--Links:0:Endpoint VALUE")
            .And.Contain("--Weights:NAME VALUE").And.Contain("--Log:Files VALUE [5]").And.MatchRegex(@"ebc-sample \d+\.\d+\.\d+");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Systemd_is_told_when_it_is_ready_and_when_it_stops(CancellationToken limit)
    {
        using var systemd = new NotifySocket();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit);
        _environment["NOTIFY_SOCKET"] = systemd.Address;
        _environment["WATCHDOG_USEC"] = "60000000";

        var run = Run([], stop: stop.Token);
        var told = new[] { await systemd.ReceiveAsync(limit), await systemd.ReceiveAsync(limit) };
        await stop.CancelAsync();
        var code = await run;

        told.Should().BeEquivalentTo(["READY=1", "WATCHDOG=1"]);
        (await systemd.ReceiveAsync(limit)).Should().Be("STOPPING=1\nEXTEND_TIMEOUT_USEC=20000000", "systemd waits longer than the drain may take");
        code.Should().Be(ExitCode.Stopped);
        _out.ToString().Should().Contain("Ready").And.Contain("Stopped");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_service_that_fails_ends_the_daemon_with_70_and_one_that_cannot_run_with_69(CancellationToken limit)
    {
        (await Run([], (services, _) => services.AddHostedService(_ => new Failing(new InvalidOperationException("boom"))), limit))
            .Should().Be(ExitCode.Internal);
        (await Run([], (services, _) => services.AddHostedService(_ => new Failing(new DaemonUnavailableException("port in use"))), limit))
            .Should().Be(ExitCode.Unavailable);
        (await Run([], (services, _) => services.AddHostedService(_ => new Unstartable()), limit))
            .Should().Be(ExitCode.Unavailable);

        _out.ToString().Should().Contain("boom").And.Contain("port in use").And.Contain("Cannot run: no library");
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_service_that_does_not_stop_in_time_is_left_behind_with_70(CancellationToken limit)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit);
        var deaf = new Deaf(stop);

        (await Run(["--StopTime", "100ms"], (services, _) => services.AddHostedService(_ => deaf), stop.Token))
            .Should().Be(ExitCode.Internal);

        _out.ToString().Should().Contain("Did not stop within 0.1 s");
    }

    private sealed class Failing(Exception reason) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.FromException(reason);
    }

    private sealed class Unstartable : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new DaemonUnavailableException("no library");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Deaf(CancellationTokenSource stop) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => stop.CancelAsync();

        public Task StopAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
    }
}
