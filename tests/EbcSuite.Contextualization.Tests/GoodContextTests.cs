using System.Text.Json;

namespace EbcSuite.Contextualization.Tests;

[TestFixture, Category("Unit")]
public sealed class GoodContextTests
{
    private Guest _guest = null!;

    [SetUp]
    public void Boot() => _guest = new();

    [TearDown]
    public void End() => _guest.Dispose();

    [Test]
    public async Task A_first_boot_writes_the_configuration_and_starts_the_daemon_without_waiting()
    {
        await _guest.RunAsync();

        var written = _guest.Configuration;
        Text(written, "Node").Should().Be("vm-42", "the VM's number names it");
        Text(written, "Site").Should().Be("hanoi", "what START_SCRIPT says inside of its own value is no key");
        Text(written, "Broker").Should().Be("tcp://10.10.0.1:7700");
        Text(written, "BulkBroker").Should().Be("tcp://10.10.0.1:7701");
        Text(written, "BrokerPublicKey").Should().Be(Guest.BrokerKey);
        Text(written, "KeyFile").Should().Be("/etc/ebc/vm-42.key");
        File.ReadAllText(_guest.PathOf("etc/ebc/enrolment-token")).Should().Be(Guest.Token + "\n");
        _guest.Systemctl.Should().Contain("--no-block restart ebc-appdrv.service").And.OnlyContain(l => l.StartsWith("--no-block ") || l.StartsWith("reset-failed "));
        _guest.Outcome.Should().Be("applied");
        _guest.Problems.Should().BeEmpty();
    }

    [TestCase("etc/ebc/appdrv.json")]
    [TestCase("etc/ebc/enrolment-token")]
    public async Task What_is_secret_is_the_owners_alone(string path)
    {
        await _guest.RunAsync();

        File.GetUnixFileMode(_guest.PathOf(path)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public async Task No_secret_is_in_the_journal_or_the_report()
    {
        await _guest.RunAsync(("EBC_TOKEN", "hush hush"), ("EBC_BROKER_KEY", "too short, hush"));

        _guest.Problems.Should().HaveCount(2);
        (_guest.Journal + _guest.Report).Should().NotContain("hush");
    }

    [Test]
    public async Task The_daemon_reads_what_is_written()
    {
        await _guest.RunAsync(("EBC_LABELS", "rack=r1/2,cloud=one"), ("EBC_LOG_LEVEL", "Debug"), ("EBC_STATE_DIRECTORY", "/srv/ebc"));

        var appdrv = Path.Combine(AppContext.BaseDirectory, "ebc-appdrv.dll");
        var told = await _guest.RunProcessAsync(
            ["dotnet", "exec", appdrv, "--check-config", "--config", _guest.ConfigurationPath, "--EnrolmentTokenFile", _guest.PathOf("etc/ebc/enrolment-token")]);

        told.ExitCode.Should().Be(0, told.Error);
        told.Output.Should().Contain("Labels:rack = r1/2").And.Contain("Labels:cloud = one")
            .And.Contain("Log:Level = Debug").And.Contain("StateDirectory = /srv/ebc");
    }

    [Test]
    public async Task The_same_context_again_touches_nothing()
    {
        await _guest.RunAsync();
        _guest.DaemonIsActive = true;
        _ = _guest.Systemctl;
        var before = File.GetLastWriteTimeUtc(_guest.ConfigurationPath);

        // The daemon removes a token that it has used.
        File.Delete(_guest.PathOf("etc/ebc/enrolment-token"));
        await _guest.RunAsync();

        _guest.Outcome.Should().Be("unchanged");
        _guest.Systemctl.Should().BeEmpty();
        File.GetLastWriteTimeUtc(_guest.ConfigurationPath).Should().Be(before);
        File.Exists(_guest.PathOf("etc/ebc/enrolment-token")).Should().BeFalse("a token that was used is not written again");
    }

    [Test]
    public async Task The_same_context_starts_a_daemon_that_does_not_run()
    {
        await _guest.RunAsync();
        _ = _guest.Systemctl;

        await _guest.RunAsync();

        _guest.Outcome.Should().Be("unchanged");
        _guest.Systemctl.Should().Equal("--no-block start ebc-appdrv.service");
    }

    [Test]
    public async Task A_changed_site_is_applied_and_the_daemon_alone_is_started_again()
    {
        await _guest.RunAsync();
        _guest.DaemonIsActive = true;
        _ = _guest.Systemctl;

        await _guest.RunAsync(("EBC_SITE", "saigon"), ("EBC_BROKER", "broker.saigon.example:7710"));

        _guest.Outcome.Should().Be("applied");
        Text(_guest.Configuration, "Site").Should().Be("saigon");
        Text(_guest.Configuration, "BulkBroker").Should().Be("tcp://broker.saigon.example:7711");
        _guest.Systemctl.Should().Equal("reset-failed ebc-appdrv.service", "--no-block restart ebc-appdrv.service");
    }

    [Test]
    public async Task A_configuration_that_somebody_wrote_by_hand_is_kept_beside()
    {
        _guest.Put("etc/ebc/appdrv.json", """{ "Node": "by-hand" }""");

        await _guest.RunAsync();

        File.ReadAllText(_guest.ConfigurationPath + ".before-context").Should().Contain("by-hand");
        Text(_guest.Configuration, "Node").Should().Be("vm-42");
        _guest.Journal.Should().Contain("appdrv.json.before-context");
    }

    [Test]
    public async Task A_key_may_be_given_as_a_file_beside_the_context()
    {
        _guest.Put("cd/made-before.key", Guest.NodeKey + "\n");

        await _guest.RunAsync(("EBC_TOKEN", ""), ("EBC_KEY_FILE", "made-before.key"), ("EBC_NODE", "worker-7"));

        _guest.Outcome.Should().Be("applied");
        File.ReadAllText(_guest.PathOf("etc/ebc/worker-7.key")).Should().Be(Guest.NodeKey + "\n");
        File.GetUnixFileMode(_guest.PathOf("etc/ebc/worker-7.key")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _guest.Configuration.TryGetProperty("EnrolmentTokenFile", out _).Should().BeFalse();
    }

    [Test]
    public async Task A_key_in_base64_survives_a_template_that_would_replace_its_dollars()
    {
        var encoded = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Guest.BrokerKey + "\n"));

        await _guest.RunAsync(("EBC_BROKER_KEY", ""), ("EBC_BROKER_KEY_BASE64", encoded));

        Text(_guest.Configuration, "BrokerPublicKey").Should().Be(Guest.BrokerKey);
    }

    [Test]
    public async Task Without_a_number_the_clouds_instance_id_names_the_node()
    {
        _guest.Put("var/lib/cloud/data/instance-id", "i-0abc12\n");

        await _guest.RunAsync(("VMID", ""));

        Text(_guest.Configuration, "Node").Should().Be("i-0abc12");
    }

    [TestCase("broker-a", "tcp://broker-a:7700")]
    [TestCase("10.0.0.1:7800", "tcp://10.0.0.1:7800")]
    [TestCase("[fd00::1]:7700", "tcp://[fd00::1]:7700")]
    public async Task A_brokers_address_may_be_short(string given, string meant)
    {
        await _guest.RunAsync(("EBC_BROKER", given));

        Text(_guest.Configuration, "Broker").Should().Be(meant);
    }

    [Test]
    public async Task A_context_that_is_not_for_ebcsuite_leaves_the_daemon_alone()
    {
        await _guest.RunAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["VMID"] = "42", ["ETH0_IP"] = "10.0.0.2" });

        _guest.Outcome.Should().Be("none");
        _guest.Systemctl.Should().BeEmpty();
        File.Exists(_guest.ConfigurationPath).Should().BeFalse();
    }

    private static string? Text(JsonElement configuration, string key) => configuration.GetProperty(key).GetString();
}
