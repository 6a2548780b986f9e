using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Criu;

namespace EbcSuite.Drivers.Tests.Criu;

[Category("Unit")]
public sealed class CriuCommandTests
{
    private static readonly CriuOptions Options = new() { Path = "/usr/sbin/criu" };

    [Test]
    public void The_command_line_of_a_dump() => CriuCommand.Dump(Options, NetworkLock.Nftables, 71, "/v/images/op1/image").ToString().Should().Be(
        "/usr/sbin/criu dump --tree 71 --images-dir /v/images/op1/image --work-dir /v/images/op1/image --log-file dump.log -v2 "
        + "--tcp-established --file-locks --ext-unix-sk --network-lock nftables --manage-cgroups=ignore --leave-running");

    [Test]
    public void The_command_line_of_a_restore() => CriuCommand.Restore(Options, NetworkLock.Nftables, "/v/i").ToString().Should().Be(
        "/usr/sbin/criu restore --images-dir /v/i --work-dir /v/i --log-file restore.log -v2 --tcp-established --file-locks "
        + "--ext-unix-sk --network-lock nftables --manage-cgroups=ignore --restore-detached --pidfile /v/i/restored.pid");

    [TestCase(NetworkLock.Iptables, "--network-lock iptables")]
    [TestCase(NetworkLock.Skip, "--network-lock skip")]
    public void The_network_is_locked_by_what_is_installed(NetworkLock packets, string words)
    {
        CriuCommand.Dump(Options, packets, 71, "/v/i").ToString().Should().Contain(words);
        CriuCommand.Restore(Options, packets, "/v/i").ToString().Should().Contain(words);
    }

    [Test]
    public void The_command_lines_of_the_probe()
    {
        CriuCommand.Version(Options).ToString().Should().Be("/usr/sbin/criu --version");
        CriuCommand.Check(Options).ToString().Should().Be("/usr/sbin/criu check");
        CriuCommand.CheckNftables(Options).ToString().Should().Be("/usr/sbin/criu check --feature network_lock_nftables");
    }

    [Test]
    public void A_scope_of_systemd_goes_before_the_command() =>
        SystemdScope.Wrap(CriuCommand.Check(Options), "heat", "1a2b").ToString().Should().Be(
            "systemd-run --scope --quiet --collect --unit=ebc-application-heat-1a2b --slice=ebc-applications.slice "
            + "--description=EbcSuite application heat --property=TasksMax=infinity --property=TimeoutStopSec=20s -- /usr/sbin/criu check");
}
