using EbcSuite.Checkpointing;
using EbcSuite.Drivers.OpenMpi;

namespace EbcSuite.Drivers.Tests.OpenMpi;

/// <summary>Command lines, and texts as 1.6.5 printed them.</summary>
[Category("Unit")]
public sealed class OpenMpiWordsTests
{
    private const string Metadata = """
        #
        # Seq: 0
        # AMCA: ft-enable-cr
        # Process: 2853306369.0
        # Timestamp: Sat Nov 21 10:00:00 2026
        # OPAL CRS Component: self
        # Snapshot Reference: opal_snapshot_0.ckpt
        # Snapshot Location: /v/heat/ompi_global_snapshot_3921.ckpt/0
        # Process: 2853306369.1
        # OPAL CRS Component: self
        # Snapshot Reference: opal_snapshot_1.ckpt
        # Snapshot Location: /v/heat/ompi_global_snapshot_3921.ckpt/0
        # Finished Seq: 0
        #
        # Seq: 1
        # Timestamp: Sat Nov 21 10:05:00 2026
        # Process: 2853306369.0
        # Snapshot Reference: opal_snapshot_0.ckpt
        """;

    private static readonly OpenMpiOptions Options = new() { Prefix = "/opt/ompi" };

    [Test]
    public void The_command_lines()
    {
        string.Join(' ', OpenMpiCommand.Launch(Options, ["/usr/bin/mpirun", "-np", "2", "heat"])).Should().Be(
            "/opt/ompi/bin/mpirun -am ft-enable-cr -np 2 heat");
        string.Join(' ', OpenMpiCommand.Launch(new(), ["mpiexec", "heat"])).Should().Be("mpiexec -am ft-enable-cr heat");
        string.Join(' ', OpenMpiCommand.Launch(Options, ["count", "9"])).Should().Be("/opt/ompi/bin/cr_run count 9");
        OpenMpiCommand.Checkpoint(Options, 4711, 3, ends: false, privileged: true).ToString().Should().Be(
            "nsenter --target 4711 --pid -- /opt/ompi/bin/ompi-checkpoint 3");
        OpenMpiCommand.Checkpoint(Options, 4711, 3, ends: true, privileged: false).ToString().Should().Be(
            "nsenter --target 4711 --pid --user --preserve-credentials -- /opt/ompi/bin/ompi-checkpoint --term 3");
        string.Join(' ', OpenMpiCommand.Restart(Options, new(1, "ompi_global_snapshot_3921.ckpt"))).Should().Be(
            "/opt/ompi/bin/ompi-restart -s 1 ompi_global_snapshot_3921.ckpt");
        OpenMpiCommand.CheckpointAlone(Options, 4711, 3, "/i/context.blcr", ends: true, privileged: true).ToString().Should().Be(
            "nsenter --target 4711 --pid -- /opt/ompi/bin/cr_checkpoint --term --file /i/context.blcr 3");
        string.Join(' ', OpenMpiCommand.RestartAlone(Options, "/i/context.blcr")).Should().Be("/opt/ompi/bin/cr_restart /i/context.blcr");
    }

    [Test]
    public void Questions_have_a_home_without_which_Open_MPI_does_not_even_tell_its_version()
    {
        OpenMpiCommand.Version(Options).Environment.Should().ContainKey("HOME");
        OpenMpiCommand.CheckpointHelp(Options).Environment.Should().ContainKey("HOME");
    }

    [Test]
    public void A_checkpoint_names_its_snapshot_and_number()
    {
        OpenMpiReference.In("Snapshot Ref.:   0 ompi_global_snapshot_3921.ckpt\n").Should().Be(new OpenMpiReference(0, "ompi_global_snapshot_3921.ckpt"));
        OpenMpiReference.In("Snapshot Ref.:   1 ompi_global_snapshot_3921.ckpt")!.Sequence.Should().Be(1);
        OpenMpiReference.In("Snapshot Ref.:   0 ../../etc").Should().Match<OpenMpiReference>(r => !r.Snapshot.Contains('/'), "a name is no path");
        OpenMpiReference.In("ompi-checkpoint: done").Should().BeNull();
    }

    [Test]
    public void Metadata_is_understood()
    {
        var metadata = OpenMpiMetadata.Parse(Metadata);
        metadata.Sequences.Should().HaveCount(2);
        metadata.Sequences[0].Should().BeEquivalentTo(new OpenMpiSequence(
            0,
            "Sat Nov 21 10:00:00 2026",
            ["2853306369.0", "2853306369.1"],
            "self",
            ["/v/heat/ompi_global_snapshot_3921.ckpt/0", "/v/heat/ompi_global_snapshot_3921.ckpt/0"],
            Finished: true));
        metadata.Obstacle(0, "s").Should().BeNull();
    }

    [TestCase(1, "was not finished")]
    [TestCase(2, "has no sequence 2; it has: 0, 1")]
    public void What_is_not_whole_is_refused(int sequence, string part)
    {
        var obstacle = OpenMpiMetadata.Parse(Metadata).Obstacle(sequence, "snapshot");
        obstacle!.Fault.Should().Be(CheckpointFault.ImageIncomplete);
        obstacle.Message.Should().Contain(part);
    }

    [Test]
    public void Damaged_metadata_is_no_snapshot() => OpenMpiMetadata.Parse("# Process: x\n#\n\u0000# : :\n# Finished Seq: 0").Obstacle(0, "s").Should().NotBeNull();

    [TestCase("mpirun (Open MPI) 1.6.5\n\nReport bugs to http://www.open-mpi.org/community/help/", "1.6.5")]
    [TestCase("mpirun (Open MPI) 4.1.4", "4.1.4")]
    [TestCase("mpirun (OpenRTE) 2.0", null)]
    public void The_version(string text, string? version) => OpenMpiOutcome.VersionOf(text).Should().Be(version);
}
