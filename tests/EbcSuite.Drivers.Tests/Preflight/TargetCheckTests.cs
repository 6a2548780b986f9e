using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Preflight;

namespace EbcSuite.Drivers.Tests.Preflight;

[Category("Unit")]
public sealed class TargetCheckTests
{
    private static readonly Requirements Needs = new(
        "criu", "4.2.1", "x64", "6.1", ["avx", "sse2"], [new("/lib/a.so", 10)], 1 << 20, 1 << 20, "/v/applications/heat");

    private static readonly TargetFacts Good = new(
        new("criu", "4.2.1", Problem: null), "x64", ["avx", "avx2", "sse2"], 1L << 30, "/v/applications/heat", p => p == "/lib/a.so" ? 10 : null);

    [Test]
    public void A_good_target_has_no_obstacle() => TargetCheck.Obstacle(Needs, Good).Should().BeNull();

    [Test]
    public void Each_lack_is_named()
    {
        Fault(Good with { Driver = new("criu", Version: null, "missing") }).Should().Be(CheckpointFault.ToolMissing);
        Fault(Good with { Driver = new("criu", "4.2.1", "check failed") }).Should().Be(CheckpointFault.VersionMismatch);
        Fault(Good with { Driver = new("criu", "4.1", Problem: null) }).Should().Be(CheckpointFault.VersionMismatch);
        Fault(Good with { Architecture = "arm64" }).Should().Be(CheckpointFault.ArchitectureMismatch);
        Fault(Good with { CpuFlags = ["sse2"] }).Should().Be(CheckpointFault.CpuFeatureMissing);
        Fault(Good with { LengthOf = _ => null }).Should().Be(CheckpointFault.LibraryMissing);
        Fault(Good with { LengthOf = _ => 11 }).Should().Be(CheckpointFault.LibraryMissing);
        Fault(Good with { FreeBytes = 1 << 21 }).Should().Be(CheckpointFault.NoSpace);
        Fault(Good with { Directory = "/w" }).Should().Be(CheckpointFault.BadRequest);
    }

    [Test]
    public void A_newer_driver_on_the_target_is_fine() =>
        TargetCheck.Obstacle(Needs, Good with { Driver = new("criu", "5.0", Problem: null) }).Should().BeNull();

    private static CheckpointFault? Fault(TargetFacts target) => TargetCheck.Obstacle(Needs, target)?.Fault;
}
