using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.OpenMpi;

namespace EbcSuite.Drivers.Tests.OpenMpi;

/// <summary>The driver against a real Open MPI, where there is one: with checkpoint commands it moves a job, without it says so.</summary>
[Category("Privileged")]
public sealed class InstalledOpenMpiTests
{
    private const string Variable = "EBC_TEST_OMPI";

    [Test]
    public async Task A_job_goes_on_from_its_snapshot_or_the_driver_says_why_it_cannot()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } prefix)
        {
            Assert.Ignore($"There is no Open MPI to test with: set {Variable} to the prefix where one with checkpoint support is installed.");
            return;
        }

        var driver = new OpenMpiDriver(new() { Prefix = prefix }, new CapsuleOptions(), FakeTool.Runner, TimeProvider.System);
        var probe = await driver.ProbeAsync(FakeTool.Limit);
        probe.Version.Should().NotBeNull();
        if (!probe.Usable)
        {
            probe.Fault.Should().Be(CheckpointFault.NoCheckpointSupport);
            probe.Problem.Should().Contain(probe.Version).And.Contain("criu");
            return;
        }

        using var directory = new TemporaryDirectory();
        var job = new CountingJob(directory);
        try
        {
            var application = await driver.StartAsync(job.Home, CountingJob.Launch("mpirun", "-np", "1"), FakeTool.Limit);
            await job.WhenItGoesOnAsync();
            (await driver.CheckpointAsync(application, job.Image, goesOn: false, FakeTool.Limit)).Should().Be(SourceState.Gone);
            await driver.RestoreAsync(job.Home, job.Image, FakeTool.Limit);
            await job.WhenItGoesOnAsync();
        }
        finally
        {
            await job.EndAsync();
        }
    }
}
