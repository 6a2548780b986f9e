using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Dmtcp;

namespace EbcSuite.Drivers.Tests.Dmtcp;

/// <summary>The driver against a real DMTCP, where there is one.</summary>
[Category("Privileged")]
public sealed class InstalledDmtcpTests
{
    private const string Variable = "EBC_TEST_DMTCP";

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_program_goes_on_from_its_images(bool goesOn)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } prefix)
        {
            Assert.Ignore($"There is no DMTCP here: set {Variable} to the prefix where it is installed.");
            return;
        }

        using var directory = new TemporaryDirectory();
        var job = new CountingJob(directory);
        var driver = new DmtcpDriver(new() { Prefix = prefix }, new CapsuleOptions(), FakeTool.Runner, TimeProvider.System);
        try
        {
            (await driver.ProbeAsync(FakeTool.Limit)).Problem.Should().BeNull();
            var application = await driver.StartAsync(job.Home, CountingJob.Launch(), FakeTool.Limit);
            await job.WhenItGoesOnAsync();
            var state = await driver.CheckpointAsync(application, job.Image, goesOn, FakeTool.Limit);
            state.Should().Be(goesOn ? SourceState.Stopped : SourceState.Gone);
            await driver.DestroyAsync(application, TimeSpan.Zero, FakeTool.Limit);
            await driver.RestoreAsync(job.Home, job.Image, FakeTool.Limit);
            await job.WhenItGoesOnAsync();
        }
        finally
        {
            await job.EndAsync();
        }
    }
}
