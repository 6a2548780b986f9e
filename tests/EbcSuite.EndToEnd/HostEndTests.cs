using EbcSuite.TestKit;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd;

/// <summary>However a host ends, nothing of it stays.</summary>
[TestFixture, Category("Privileged"), NonParallelizable]
public sealed class HostEndTests
{
    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Test]
    public async Task A_killed_vm_leaves_nothing_and_can_come_back()
    {
        await using (var network = await TestNetwork.CreateAsync(new TestNetworkOptions { NodesPerSite = 1 }, Limit))
        {
            using var daemon = network["vm-a1"].StartDaemon(["sleep", "1000"], "/var/log/sleep");
            await network["vm-a1"].KillAsync(Limit);
            (await daemon.WaitForExitAsync(Limit)).Should().Be(128 + (int)Signal.Kill);
            HostLeftovers.Find().Should().NotContain(left => left.Contains("/vm-a1"));

            var again = await network.RestartNodeAsync("vm-a1", Limit);
            (await again.RunAsync(["hostname"], limit: Limit)).Succeeded().Output.Should().Be("vm-a1\n");
        }
        HostLeftovers.Find().Should().BeEmpty();
    }

    [Test]
    public async Task A_creator_that_is_killed_leaves_nothing()
    {
        var image = await HostImage.PrepareAsync(Limit);
        var directory = Path.Combine(Path.GetDirectoryName(WorkDirectory.Own)!, "ebcsuite-hosts-0-0");
        // The creator is a sleep that holds the host's standard input; its length tells it from any other.
        var sleep = 1_000_000 + Environment.ProcessId;
        var making = ProcessRunner.RunAsync(
        [
            "bash", "-c", "sleep \"$0\" | \"$@\"", $"{sleep}",
            Repository.PathOf("tests", "EbcSuite.TestKit", "Hosts", "run-host.sh"),
            image.Root, Path.Combine(directory, "1", "orphan"), "orphan",
        ], Limit);
        await Until.HoldsAsync(() => HostLeftovers.Find(directory).Any(left => left.Contains("tini")), Limit);
        var creator = HostProcess.PidsOf($"sleep {sleep}").Should().ContainSingle().Subject;
        Signals.Send(creator, Signal.Kill);
        await making;
        await Until.HoldsAsync(() => HostLeftovers.Find(directory).Count == 0, Limit);
    }
}
