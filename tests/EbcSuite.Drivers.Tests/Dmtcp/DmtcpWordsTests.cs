using EbcSuite.Checkpointing;
using EbcSuite.Drivers.Dmtcp;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Tests.Dmtcp;

/// <summary>Command lines, and texts as version 4 prints them.</summary>
[Category("Unit")]
public sealed class DmtcpWordsTests
{
    private static readonly DmtcpOptions Options = new() { Prefix = "/opt/dmtcp" };
    private static readonly DmtcpLayout Layout = new("/v/heat/.capsule/dmtcp");

    [Test]
    public void The_command_lines()
    {
        string.Join(' ', DmtcpCommand.Launch(Options, Layout, ["heat", "--fast"])).Should().Be(
            "/opt/dmtcp/bin/dmtcp_launch --new-coordinator --coord-port 0 --port-file /v/heat/.capsule/dmtcp/port "
            + "--ckptdir /v/heat/.capsule/dmtcp/checkpoints --no-gzip heat --fast");
        string.Join(' ', DmtcpCommand.Restart(Options, Layout, ["/i/ckpt_a.dmtcp", "/i/ckpt_b.dmtcp"])).Should().Be(
            "/opt/dmtcp/bin/dmtcp_restart --new-coordinator --coord-port 0 --port-file /v/heat/.capsule/dmtcp/port "
            + "--ckptdir /v/heat/.capsule/dmtcp/checkpoints /i/ckpt_a.dmtcp /i/ckpt_b.dmtcp");
        DmtcpCommand.Checkpoint(Options, 7780).ToString().Should().Be("/opt/dmtcp/bin/dmtcp_command --coord-port 7780 --bcheckpoint");
        DmtcpCommand.CheckpointAndKill(new(), 7780).ToString().Should().Be("dmtcp_command --coord-port 7780 --kcheckpoint");
        DmtcpCommand.Status(Options, 7780).ToString().Should().Be("/opt/dmtcp/bin/dmtcp_command --coord-port 7780 --status");
    }

    [TestCase("yes", true)]
    [TestCase("no", false)]
    public void A_status_tells_how_many_processes_run(string word, bool running)
    {
        var text = $"Coordinator:\n  Host: localhost\n  Port: 7780\nStatus...\n  NUM_PEERS=3\n  RUNNING={word}\n  CKPT_INTERVAL=0 (checkpoint manually)\n";
        DmtcpOutcome.StatusOf(new(0, text, "")).Should().Be(new DmtcpStatus(3, running));
    }

    [Test]
    public void Without_a_coordinator_there_is_no_status() =>
        DmtcpOutcome.StatusOf(new(2, "", "Coordinator not found. Please check port and host.")).Should().BeNull();

    [Test]
    public void The_end_by_a_checkpoint_is_no_failure_although_it_exits_with_2()
    {
        var told = new ToolResult(2, "Computation was checkpointed and killed.\n", "");
        DmtcpOutcome.OfCheckpointAndKill(told).Should().BeNull();
        DmtcpOutcome.OfCheckpointAndKill(new(0, "", "")).Should().BeNull();
        DmtcpOutcome.OfCheckpointAndKill(new(2, "", "Coordinator not found. Please check port and host."))!.Message.Should().Contain("gone");
    }

    [TestCase(2, 2, false, null)]
    [TestCase(2, 1, false, CheckpointFault.ImageIncomplete)]
    [TestCase(0, 0, false, CheckpointFault.ImageIncomplete)]
    [TestCase(2, 2, true, CheckpointFault.ImageIncomplete)]
    public void Every_process_has_an_image(int expected, int found, bool halfWritten, CheckpointFault? fault) =>
        (DmtcpOutcome.OfImages(expected, found, halfWritten)?.Fault).Should().Be(fault);

    [TestCase("dmtcp_launch (DMTCP) 4.0.0", "4.0.0")]
    [TestCase("dmtcp_launch (DMTCP) 3.0.0-rc1\nLicense LGPLv3+: GNU LGPL version 3 or later", "3.0.0")]
    [TestCase("hello", null)]
    public void The_version(string text, string? version) => DmtcpOutcome.VersionOf(text).Should().Be(version);
}
