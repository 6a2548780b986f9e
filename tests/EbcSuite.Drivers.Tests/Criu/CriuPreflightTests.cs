using EbcSuite.Checkpointing;
using EbcSuite.Drivers.Criu;
using EbcSuite.Drivers.Preflight;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Tests.Criu;

/// <summary>What has been seen of criu on several systems, and what it is refused for.</summary>
[Category("Unit")]
public sealed class CriuPreflightTests
{
    private static readonly ToolResult Good = new(0, "Looks good.", "");

    private static readonly CriuFacts Fine = new("4.2.1", "6.18.5", Good, Nftables: true, Iptables: false, EffectiveCapabilities.All);

    [Test]
    public void A_criu_that_fits_its_kernel_is_usable_and_tells_its_network_lock()
    {
        var probe = CriuPreflight.Judge("criu", Fine);
        probe.Usable.Should().BeTrue(probe.Problem);
        probe.Findings.Should().Contain("network lock: nftables").And.Contain("kernel 6.18.5");
    }

    [TestCase("3.17.1", "6.1.0-37-amd64")]
    [TestCase("4.1.1", "6.12.48+deb13-amd64")]
    [TestCase("4.2", "6.16")]
    public void Each_system_with_its_own_criu_is_usable(string version, string kernel) =>
        CriuPreflight.Judge("criu", Fine with { Version = version, Kernel = kernel }).Usable.Should().BeTrue();

    [Test]
    public void The_one_of_Debian_13_cannot_dump_sockets_on_kernels_from_6_16()
    {
        var probe = CriuPreflight.Judge("criu", Fine with { Version = "4.1.1", Kernel = "6.16.3-amd64" });
        probe.Fault.Should().Be(CheckpointFault.KernelUnsupported);
        probe.Problem.Should().Contain("SO_PASSCRED").And.Contain("install criu 4.2");
    }

    [Test]
    public void The_one_of_Debian_12_does_not_know_a_new_kernels_vDSO()
    {
        var check = new ToolResult(1, "", "Error (criu/vdso.c:277): vdso: Unexpected rt vDSO area bounds");
        var probe = CriuPreflight.Judge("criu", Fine with { Version = "3.17.1", Check = check });
        probe.Fault.Should().Be(CheckpointFault.KernelUnsupported);
        probe.Problem.Should().Contain("vDSO").And.Contain("install criu 4.2");
    }

    [Test]
    public void A_failed_check_is_told_with_its_words()
    {
        var probe = CriuPreflight.Judge("criu", Fine with { Check = new(1, "", "Error: PTRACE_PEEKSIGINFO is not supported") });
        probe.Fault.Should().Be(CheckpointFault.KernelUnsupported);
        probe.Problem.Should().Contain("PEEKSIGINFO").And.Contain("exit code 1");
    }

    [TestCase(true, true, "4.2.1", NetworkLock.Nftables)]
    [TestCase(false, true, "4.2.1", NetworkLock.Iptables)]
    [TestCase(false, false, "4.2.1", NetworkLock.Skip)]
    public void The_network_is_locked_by_what_is_there(bool nftables, bool iptables, string version, NetworkLock expected) =>
        CriuPreflight.LockFor(Fine with { Nftables = nftables, Iptables = iptables, Version = version }).Should().Be(expected);

    [Test]
    public void An_older_criu_without_any_packet_filter_says_what_to_install()
    {
        var probe = CriuPreflight.Judge("criu", Fine with { Nftables = false, Version = "3.17.1", Kernel = "6.1.0" });
        probe.Fault.Should().Be(CheckpointFault.ToolMissing);
        probe.Problem.Should().Contain("nftables or iptables");
    }

    [Test]
    public void A_daemon_without_its_capabilities_is_told_which()
    {
        // What capsh --drop=cap_sys_admin,cap_net_admin leaves.
        var rights = EffectiveCapabilities.In(["Name:\tx", "CapEff:\t000001ffffdfefff"]);
        var probe = CriuPreflight.Judge("criu", Fine with { Rights = rights });
        probe.Fault.Should().Be(CheckpointFault.NotPermitted);
        probe.Problem.Should().Contain("CAP_SYS_ADMIN, CAP_NET_ADMIN").And.NotContain("CAP_KILL");
    }

    [Test]
    public void What_tells_no_version_is_no_criu() =>
        CriuPreflight.Judge("criu", Fine with { Version = null }).Problem.Should().Contain("is it criu?");

    [Test]
    public void Too_old_to_lock_the_network_by_choice() =>
        CriuPreflight.Judge("criu", Fine with { Version = "3.15", Kernel = "5.10" }).Fault.Should().Be(CheckpointFault.VersionMismatch);
}
