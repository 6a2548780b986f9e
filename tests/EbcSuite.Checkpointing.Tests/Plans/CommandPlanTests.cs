using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Tests.Plans;

[TestFixture]
[Category("Unit")]
public sealed class CommandPlanTests
{
    private static readonly Command Template =
        new() { Event = "", From = "front-end", Node = "a", Operation = "op", Application = "heat", Token = 3 };

    private static IEnumerable<TestCaseData> Requests()
    {
        yield return new TestCaseData(CommandRequest.Start(Template, "criu", default, null), "start", "destroy");
        yield return new TestCaseData(CommandRequest.Checkpoint(Template, null), "checkpoint", "thaw");
        yield return new TestCaseData(CommandRequest.Restart(Template, "op0", null), "restart", "destroy");
        yield return new TestCaseData(CommandRequest.Stop(Template, 100, "keep", null), "destroy", null);
    }

    [TestCaseSource(nameof(Requests))]
    public void One_command_and_its_answer_are_the_operation(CommandRequest request, string command, string? undo)
    {
        var bench = new PlanBench(request);

        bench.Words.Should().Equal("write begun 3", $"send {command} a");
        bench.Tick(2).Words.Should().Equal($"send {command} a");
        bench.Done(command, "a").Words.Should().Equal("write step 3", "finish done");
        bench.Final.Should().Match<Report>(r => r.Final && r.Of == request.Of && r.To == "a");
        bench.Done(command, "a").Words.Should().BeEmpty();
        _ = undo;
    }

    [TestCaseSource(nameof(Requests))]
    public void A_refusal_ends_it_and_a_failure_is_undone_until_that_is_confirmed(CommandRequest request, string command, string? undo)
    {
        new PlanBench(request).Give(new PlanInput.Reported(PlanBench.Answer(command, "a", Outcomes.Refused, CheckpointFault.ToolMissing)))
            .Words.Should().Equal("write step 3", "finish refused");

        var bench = new PlanBench(request).Fails(command, "a", CheckpointFault.DiskFull);
        if (undo is not null)
        {
            bench.Words.Should().Equal("write undoing 4", $"send {undo} a");
            bench.Fails(undo, "a", CheckpointFault.Internal).Tick(2).Words.Should().Equal($"send {undo} a #1");
            bench.Done(undo, "a", attempt: 1);
        }

        bench.Words[^1].Should().Be("finish failed");
        bench.Final!.Error.Should().Be(CheckpointFault.DiskFull);
    }

    [TestCaseSource(nameof(Requests))]
    public void A_deadline_is_a_failure(CommandRequest request, string command, string? undo)
    {
        var bench = new PlanBench(request with { DeadlineMs = 5000 }).Tick(5);

        bench.Words[^1].Should().Be(undo is null ? "finish failed" : $"send {undo} a");
        _ = command;
    }

    [Test]
    public void A_checkpoints_image_is_named_by_its_operation() =>
        new PlanBench(CommandRequest.Checkpoint(Template, null)).Done("checkpoint", "a").Final!.Image.Should().Be("op");
}
