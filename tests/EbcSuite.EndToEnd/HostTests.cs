using EbcSuite.TestKit;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd;

/// <summary>What the hosts promise to everything that is tested on them.</summary>
[TestFixture, Category("Privileged")]
public sealed class HostTests
{
    private TestNetwork _network = null!;

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [OneTimeSetUp]
    public async Task Build() => _network = await TestNetwork.CreateAsync(limit: Limit);

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _network.DisposeAsync();
        HostLeftovers.Find().Should().BeEmpty();
    }

    [TestCase("vm-a1", "broker-a", true)]
    [TestCase("vm-a1", "vm-a2", true)]
    [TestCase("broker-a", "manager", true)]
    [TestCase("broker-b", "manager", true)]
    [TestCase("vm-a1", "vm-b1", false)]
    [TestCase("vm-a1", "broker-b", false)]
    [TestCase("vm-a1", "manager", false)]
    [TestCase("broker-a", "broker-b", false)]
    [TestCase("manager", "broker-a", false)]
    [TestCase("manager", "vm-b1", false)]
    public async Task A_connection_is_possible_only_outward(string from, string to, bool possible)
    {
        using var listener = Listen(_network[to]);
        await UntilListening(_network[to]);
        (await Connects(_network[from], _network[to].Address)).Should().Be(possible);
        await listener.EndAsync(limit: Limit);
    }

    [Test]
    public async Task The_manager_cannot_dial_into_a_site_by_its_uplink_either()
    {
        var site = _network.Sites["a"];
        using var listener = Listen(site.Broker);
        await UntilListening(site.Broker);
        (await Connects(_network.Manager, site.UplinkAddress)).Should().BeFalse();
        await listener.EndAsync(limit: Limit);
    }

    [Test]
    public async Task Pid_1_reaps_what_others_left()
    {
        var node = _network["vm-a1"];
        var orphan = (await node.RunAsync(["bash", "-c", "sleep 0 & echo $!"], limit: Limit)).Succeeded().Output.Trim();
        await Until.HoldsAsync(() => !Directory.Exists(node.PathOutside($"/proc/{orphan}")), Limit);
        node.Processes().Should().NotContain(process => process.State == 'Z');
    }

    [Test]
    public async Task A_command_sees_its_environment_and_directory_and_tells_its_exit_code()
    {
        var options = new RunOptions
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["WORD"] = "it's \"quoted\"" },
            WorkingDirectory = "/usr",
        };
        var result = await _network["vm-a1"].RunAsync(["sh", "-c", "echo $WORD; pwd; hostname; exit 7"], options, Limit);
        result.ExitCode.Should().Be(7);
        result.Output.Should().Be("it's \"quoted\"\n/usr\nvm-a1\n");
    }

    [Test]
    public async Task Dotnet_runs_in_a_host() =>
        (await _network["vm-b1"].RunAsync(["dotnet", "--list-runtimes"], limit: Limit)).Succeeded()
            .Output.Should().Contain("Microsoft.NETCore.App 10.");

    [Test]
    public async Task A_cancelled_command_is_killed_and_what_it_started_lives()
    {
        var node = _network["vm-a2"];
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var run = () => node.RunAsync(["bash", "-c", "setsid sleep 77 & exec sleep 78"], limit: soon.Token);
        await run.Should().ThrowAsync<OperationCanceledException>();
        await Until.HoldsAsync(() => node.Processes().All(process => process.CommandLine != "sleep 78"), Limit);
        node.Processes().Select(process => process.CommandLine).Should().Contain("sleep 77");
    }

    [Test]
    public async Task A_file_is_hidden_in_one_host_alone()
    {
        const string library = "/usr/lib/x86_64-linux-gnu/libmpi.so.40";
        await _network["vm-b1"].HideFileAsync(library, Limit);
        File.Exists(_network["vm-b1"].PathOutside(library)).Should().BeFalse();
        (await _network["vm-b2"].RunAsync(["test", "-e", library], limit: Limit)).ExitCode.Should().Be(0);
        await _network["vm-b1"].ShowFileAsync(library, Limit);
    }

    [Test]
    public async Task A_disk_can_be_too_small()
    {
        await _network["vm-b2"].MountTmpfsAsync("/var/lib/small", 1 << 20, Limit);
        var write = await _network["vm-b2"].RunAsync(
            ["dd", "if=/dev/zero", "of=/var/lib/small/file", "bs=1M", "count=2"], limit: Limit);
        write.ExitCode.Should().NotBe(0);
        write.Error.Should().Contain("No space left");
        await _network["vm-b2"].UnmountAsync("/var/lib/small", Limit);
    }

    private static HostDaemon Listen(Host host) =>
        host.StartDaemon(["socat", "TCP-LISTEN:7000,fork,reuseaddr", "/dev/null"], "/var/log/listener");

    private static Task<string> UntilListening(Host host) =>
        Until.FileContains($"/proc/{host.Pid}/net/tcp", table => table.Contains(":1B58 00000000:0000 0A"), Limit);

    private static async Task<bool> Connects(Host host, string address) =>
        (await host.RunAsync(["socat", "-u", "/dev/null", $"TCP:{address}:7000,connect-timeout=1"], limit: Limit)).ExitCode == 0;
}
