using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Operations;
using EbcSuite.Cli.Tests.Doubles;

namespace EbcSuite.Cli.Tests;

[Category("Unit")]
public sealed class TimelineTests
{
    [Test]
    public void Steps_wait_begin_and_are_done_in_the_papers_order()
    {
        var timeline = MigrationTimeline.Empty;
        timeline.Steps.Select(s => s.Name).Should().Equal("initialization", "checkpointing", "transferring", "commitment", "restarting");
        timeline.Steps.Should().OnlyContain(s => s.Phase == StepPhase.Waiting && s.Fraction == 0);

        timeline = Apply(timeline, MigrationStep.Initialization, Progress.Begun);
        timeline[MigrationStep.Initialization].Phase.Should().Be(StepPhase.Begun);

        timeline = Apply(timeline, MigrationStep.Initialization, Progress.StepDone, elapsed: 7);
        timeline[MigrationStep.Initialization].Elapsed.Should().Be(TimeSpan.FromMilliseconds(7));
        timeline[MigrationStep.Initialization].Fraction.Should().Be(1);
    }

    [Test]
    public void What_comes_late_or_twice_makes_no_step_go_back()
    {
        var timeline = Apply(MigrationTimeline.Empty, MigrationStep.Transferring, null, done: 60, total: 100);
        timeline[MigrationStep.Transferring].Fraction.Should().Be(0.6);

        timeline = Apply(timeline, MigrationStep.Transferring, null, done: 40, total: 100);
        timeline[MigrationStep.Transferring].BytesDone.Should().Be(60);

        timeline = Apply(timeline, MigrationStep.Transferring, Progress.StepDone, elapsed: 5);
        timeline = Apply(timeline, MigrationStep.Transferring, Progress.Begun);
        timeline = Apply(timeline, MigrationStep.Transferring, Progress.StepDone, elapsed: 9);
        timeline[MigrationStep.Transferring].Phase.Should().Be(StepPhase.Done);
        timeline[MigrationStep.Transferring].Elapsed.Should().Be(TimeSpan.FromMilliseconds(5));
    }

    [Test]
    public void More_bytes_than_said_are_not_more_than_all() =>
        Apply(MigrationTimeline.Empty, MigrationStep.Transferring, null, done: 120, total: 100)[MigrationStep.Transferring].Fraction.Should().Be(1);

    private static MigrationTimeline Apply(
        MigrationTimeline timeline, MigrationStep step, string? state, long? elapsed = null, long? done = null, long? total = null) =>
        timeline.Apply(
            new() { Operation = "op", From = "x", Step = step, State = state, ElapsedMs = elapsed, Done = done, Total = total }, FrontEnd.Noon);
}
