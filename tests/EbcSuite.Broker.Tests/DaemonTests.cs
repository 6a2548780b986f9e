using EbcSuite.Messaging.Keys;

namespace EbcSuite.Broker.Tests;

/// <summary>The daemon as systemd sees it.</summary>
[Category("Unit")]
public sealed class DaemonTests
{
    private DirectoryInfo _directory = null!;
    private string[] _good = [];

    [SetUp]
    public void Begin()
    {
        _directory = Directory.CreateTempSubdirectory("ebc-daemon-");
        var (key, allowed) = (Path.Combine(_directory.FullName, "broker.key"), Path.Combine(_directory.FullName, "allowed-keys"));
        KeyFile.Write(key, KeyPair.Generate());
        File.WriteAllText(allowed, "");
        var config = Path.Combine(_directory.FullName, "broker.json");
        File.WriteAllText(config, $$"""{ "Site": "a", "Name": "broker-a", "KeyFile": "{{key}}", "AllowedKeysFile": "{{allowed}}" }""");
        _good = ["--config", config];
    }

    [TearDown]
    public void End() => _directory.Delete(recursive: true);

    [Test]
    public async Task Checking_a_good_configuration_ends_with_0()
    {
        using var daemon = new DaemonProcess([.. _good, "--check-config"]);

        await daemon.LineAsync("configuration is good");
        await daemon.LineAsync("BulkEndpoint = tcp://0.0.0.0:7701");
        (await daemon.EndAsync()).Should().Be((0, ""));
    }

    [Test]
    public async Task Checking_a_bad_configuration_ends_with_78_and_names_every_fault()
    {
        using var daemon = new DaemonProcess([.. _good, "--check-config", "--Nmae", "x", "--LinkTimeout", "30"]);

        var (code, error) = await daemon.EndAsync();
        code.Should().Be(78);
        error.Should().Contain("Nmae = x: is not a known key. Did you mean Name?").And.Contain("LinkTimeout = 30: is not a duration with a unit");
    }

    [Test]
    public async Task A_command_line_that_is_not_understood_ends_with_64()
    {
        using var daemon = new DaemonProcess("start");

        (await daemon.EndAsync()).ExitCode.Should().Be(64);
    }

    [Test]
    public async Task It_is_ready_counts_when_asked_and_stops_cleanly_on_a_signal([Values("TERM", "INT")] string signal)
    {
        await using var port = await new TestBroker("port").StartAsync();
        await port.StopAsync();
        using var daemon = new DaemonProcess(
            [.. _good, "--EventsEndpoint", port.Options.EventsEndpoint, "--BulkEndpoint", port.Options.BulkEndpoint]);

        new[] { await daemon.ToldAsync(), await daemon.ToldAsync() }.Should().BeEquivalentTo(["READY=1", "WATCHDOG=1"]);
        await daemon.LineAsync("Ready");
        await daemon.SignalAsync("USR1");
        await daemon.LineAsync("events: 0 links");
        await daemon.LineAsync("bulk: 0 links");
        (await daemon.ToldAsync()).Should().StartWith("STATUS=0 links");
        await daemon.SignalAsync(signal);
        (await daemon.ToldAsync()).Should().StartWith("STOPPING=1\n");
        await daemon.LineAsync("Stopped");
        (await daemon.EndAsync()).Should().Be((0, ""));
    }

    [Test]
    public async Task A_port_that_is_taken_ends_with_69()
    {
        await using var other = await new TestBroker("other").StartAsync();
        using var daemon = new DaemonProcess(
            [.. _good, "--EventsEndpoint", other.Options.EventsEndpoint, "--BulkEndpoint", other.Options.BulkEndpoint]);

        await daemon.LineAsync("Cannot run");
        (await daemon.EndAsync()).ExitCode.Should().Be(69);
    }
}
