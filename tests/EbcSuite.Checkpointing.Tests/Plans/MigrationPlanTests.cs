using System.Text;
using System.Text.Json;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Tests.Plans;

/// <summary>The checklist, line by line: what each answer leads to.</summary>
[TestFixture]
[Category("Unit")]
public sealed class MigrationPlanTests
{
    private static readonly DriverCapabilities NotPreparing = new(KeepsSourceStopped: true, RestoresStopped: false, false, false);

    [Test]
    public void The_way_forward_is_the_checklist()
    {
        var bench = new PlanBench();
        bench.Words.Should().Equal("write begun 5", "initialization begun", "send inspect a");
        bench.Done("inspect", "a").Words.Should().Equal("write step 5", "send reserve b");
        bench.Done("reserve", "b").Words.Should().Equal(
            "write step 5", "initialization done", "checkpointing begun", "send checkpoint a");
        bench.Done("checkpoint", "a").Words.Should().Equal(
            "write step 5", "checkpointing done", "transferring begun", "send transfer b receive", "send transfer a send");
        bench.Done("transfer", "b", "receive").Words.Should().Equal("write step 5");
        bench.Done("transfer", "a", "send").Words.Should().Equal("write step 5", "send restart b");
        bench.Done("restart", "b", state: ApplicationState.Prepared).Words.Should().Equal(
            "write committed 6", "transferring done", "commitment begun", "commitment done", "restarting begun", "send destroy a");
        bench.Done("destroy", "a").Words.Should().Equal("write step 6", "send thaw b");
        bench.Done("thaw", "b").Words.Should().Equal("write step 6", "restarting done", "finish done");
        bench.Plan.IsFinished.Should().BeTrue();
    }

    [Test]
    public void Commands_carry_what_they_need()
    {
        var bench = new PlanBench(force: true).Done("inspect", "a");
        bench.Sent[0].Should().Match<Command>(c => c.Force == true && c.Token == 5);
        Encoding.UTF8.GetString(bench.Sent[0].Body.Span).Should().Be("body of inspect");
        bench.Done("reserve", "b").Sent[0].Keep.Should().Be("stopped");
        bench.Done("checkpoint", "a");
        bench.Sent[0].Should().Match<Command>(c => c.FromNode == "a" && c.Stream == "op" && c.Role == "receive");
        Encoding.UTF8.GetString(bench.Sent[0].Body.Span).Should().Be("body of checkpoint");
        bench.Sent[1].Should().Match<Command>(c => c.To == "b" && c.Stream == "op" && c.Role == "send");
        bench.Done("transfer", "a", "send").Done("transfer", "b", "receive");
        bench.Sent[0].Should().Match<Command>(c => c.Hold == true && c.Image == "op");
        bench.Done("restart", "b").Sent[0].Should().Match<Command>(c => c.Files == "remove" && c.Token == 6);

        foreach (var command in bench.Done("destroy", "a").Sent)
        {
            Command.TryRead(command.ToNotification(), out _, out var problem).Should().BeTrue(problem);
        }
    }

    [Test]
    public void The_summary_tells_steps_downtime_and_bytes()
    {
        var bench = new PlanBench().Wait(1).Done("inspect", "a").Wait(1).Done("reserve", "b").Wait(3).Done("checkpoint", "a")
            .Wait(4).Done("transfer", "b", "receive").Done("transfer", "a", "send").Wait(5).Done("restart", "b")
            .Wait(1).Done("destroy", "a").Wait(1).Done("thaw", "b");

        var summary = JsonSerializer.Deserialize(bench.Final!.Body.Span, CheckpointingJson.Default.MigrationSummary)!;

        summary.StepsMs.Should().BeEquivalentTo(new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["initialization"] = 2000,
            ["checkpointing"] = 3000,
            ["transferring"] = 9000,
            ["commitment"] = 0,
            ["restarting"] = 2000,
        });
        summary.DowntimeMs.Should().Be(14000, "from the checkpoint command to the thaw report");
        summary.TotalMs.Should().Be(16000);
        (summary.ImageBytes, summary.TransferredBytes, summary.From, summary.To).Should().Be((100, 100, "a", "b"));
        bench.Final.Should().Match<Report>(r => r.Final && r.To == "b" && r.Bytes == 100 && r.ElapsedMs == 16000);
    }

    [Test]
    public void Before_anything_was_told_to_the_target_a_failure_ends_the_plan_at_once()
    {
        var bench = new PlanBench().Fails("inspect", "a", CheckpointFault.Internal);

        bench.Words.Should().Equal("write undoing 6", "finish refused");
        bench.Final!.Message.Should().Contain("runs on at a");
    }

    [Test]
    public void A_target_that_refuses_is_tidied_and_the_source_was_never_stopped()
    {
        var bench = new PlanBench().Done("inspect", "a").Fails("reserve", "b", CheckpointFault.NoSpace);

        bench.Words.Should().Equal("write undoing 6", "send destroy b");
        bench.Done("destroy", "b").Words.Should().Equal("write step 6", "finish refused");
        bench.Final!.Error.Should().Be(CheckpointFault.NoSpace);
    }

    [Test]
    public void While_nothing_can_run_on_the_target_the_source_goes_on_at_once()
    {
        var bench = new PlanBench().UntilMoving().Fails("transfer", "b", CheckpointFault.DiskFull, "receive");

        bench.Words.Should().Equal("write undoing 6", "send destroy b", "send thaw a");
        bench.Done("thaw", "a").Words.Should().Equal("write step 6");
        bench.Done("destroy", "b").Words.Should().Equal("write step 6", "finish failed");
        bench.Final!.Error.Should().Be(CheckpointFault.DiskFull);
    }

    [Test]
    public void Once_the_target_was_told_to_restore_the_source_waits_until_its_copy_is_destroyed()
    {
        var bench = new PlanBench().UntilPreparing().Fails("restart", "b", CheckpointFault.RestoreFailed);

        bench.Words.Should().Equal("write undoing 6", "send destroy b");
        bench.Fails("destroy", "b", CheckpointFault.Internal).Words.Should().Equal("write step 6");
        bench.Tick(2).Words.Should().Equal("send destroy b #1");
        bench.Give(new PlanInput.NodeDied("b")).Words.Should().BeEmpty("a dead node's copy is not confirmed destroyed");
        bench.Done("destroy", "b", attempt: 1).Words.Should().Equal("write step 6", "send thaw a");
        bench.Done("thaw", "a").Words.Should().Equal("write step 6", "finish failed");
    }

    [Test]
    public void A_target_that_runs_what_it_should_hold_is_cleared()
    {
        var bench = new PlanBench().UntilPreparing().Done("restart", "b", state: ApplicationState.Running);

        bench.Words.Should().Equal("write undoing 6", "send destroy b");
    }

    [TestCase("inspect")]
    [TestCase("checkpoint")]
    public void A_dead_target_before_the_commitment_leads_back_without_waiting_for_it(string at)
    {
        var bench = new PlanBench();
        if (at == "checkpoint")
        {
            bench.Done("inspect", "a").Done("reserve", "b");
        }

        bench.Give(new PlanInput.NodeDied("b"));
        if (at == "checkpoint")
        {
            bench.Words.Should().Equal("write undoing 6", "send destroy b", "send thaw a");
            bench.Done("thaw", "a");
        }

        bench.Words[^1].Should().StartWith("finish");
        bench.Final!.Error.Should().Be(CheckpointFault.NodeDead);
    }

    [Test]
    public void A_step_that_takes_too_long_is_undone_and_the_message_says_who_did_not_answer()
    {
        var bench = new PlanBench().UntilMoving().Done("transfer", "a", "send");

        bench.Tick(PlanBench.Timings.Transferring.TotalSeconds).Words.Should().Equal("write undoing 6", "send destroy b", "send thaw a");

        bench.Done("destroy", "b").Done("thaw", "a");
        bench.Final.Should().Match<Report>(r => r.Error == CheckpointFault.DeadlinePassed);
        bench.Final!.Message.Should().Contain("transferring").And.Contain("transfer on b");
    }

    [Test]
    public void A_requests_own_deadline_holds_until_the_commitment_only()
    {
        new PlanBench(deadlineMs: 5000).Done("inspect", "a").Tick(5).Words[0].Should().Be("write undoing 6");
        new PlanBench(deadlineMs: 5000).UntilCommitted().Tick(5).Words.Should().Equal("send destroy a");
    }

    [Test]
    public void After_the_commitment_nothing_leads_back()
    {
        var bench = new PlanBench().UntilCommitted();

        bench.Give(new PlanInput.NodeDied("a")).Words.Should().BeEmpty();
        bench.Give(new PlanInput.NodeDied("b")).Words.Should().BeEmpty();
        bench.Give(new PlanInput.Abandon(CheckpointFault.DeadlinePassed, "")).Words.Should().BeEmpty();
        bench.Fails("destroy", "a", CheckpointFault.Internal).Words.Should().Equal("write step 6");
        bench.Tick(2).Words.Should().Equal("send destroy a #1");
        bench.Done("destroy", "a", attempt: 1).Fails("thaw", "b", CheckpointFault.Internal);
        bench.Tick(2).Words.Should().Equal("send thaw b #1");
        bench.Done("thaw", "b", attempt: 1).Words[^1].Should().Be("finish done");
    }

    [Test]
    public void A_target_that_lost_its_prepared_copy_restores_it_from_the_image()
    {
        var bench = new PlanBench().UntilCommitted().Done("destroy", "a").Fails("thaw", "b", CheckpointFault.ApplicationLost);

        bench.Words.Should().Equal("write step 6", "send restart b #1");
        bench.Sent[0].Hold.Should().BeFalse();
        bench.Done("restart", "b", attempt: 1, state: ApplicationState.Running).Words[^1].Should().Be("finish done");
    }

    [Test]
    public void A_restore_that_never_succeeds_ends_with_the_application_lost_and_where_its_image_is()
    {
        var bench = new PlanBench().UntilCommitted().Done("destroy", "a").Fails("thaw", "b", CheckpointFault.ApplicationLost);
        for (var attempt = 1; attempt <= PlanBench.Timings.RestartAttempts; attempt++)
        {
            bench.Fails("restart", "b", CheckpointFault.RestoreFailed, attempt: attempt).Tick(20);
        }

        bench.Final!.Error.Should().Be(CheckpointFault.ApplicationLost);
        bench.Final.Message.Should().Contain("image op").And.Contain("b");
    }

    [Test]
    public void A_source_that_lost_its_stopped_copy_restores_it_from_the_image()
    {
        var bench = new PlanBench().UntilMoving().Fails("transfer", "a", CheckpointFault.TransferFailed, "send").Done("destroy", "b");

        bench.Fails("thaw", "a", CheckpointFault.ApplicationLost).Words.Should().Equal("write step 6", "send restart a");
        bench.Done("restart", "a", state: ApplicationState.Running).Words[^1].Should().Be("finish failed");
    }

    [Test]
    public void A_driver_that_prepares_nothing_is_restored_after_the_commitment_and_the_source_keeps_its_image_until_then()
    {
        var bench = new PlanBench(NotPreparing).UntilMoving().Done("transfer", "b", "receive").Done("transfer", "a", "send");
        bench.Words.Should().Contain("write committed 6").And.EndWith("send destroy a");
        bench.Sent[0].Files.Should().Be("keep");
        bench.Done("destroy", "a").Words.Should().Equal("write step 6", "send restart b");
        bench.Done("restart", "b", state: ApplicationState.Running);
        bench.Sent[0].Should().Match<Command>(c => c.Event == "destroy" && c.Node == "a" && c.Files == "remove");
        bench.Done("destroy", "a", attempt: bench.Sent[0].Attempt).Words[^1].Should().Be("finish done");
    }

    [Test]
    public void A_driver_that_prepares_nothing_and_fails_to_restore_goes_back_to_the_sources_image()
    {
        var bench = new PlanBench(NotPreparing).UntilMoving().Done("transfer", "b", "receive").Done("transfer", "a", "send")
            .Done("destroy", "a").Fails("restart", "b", CheckpointFault.RestoreFailed);

        bench.Words.Should().Equal("write undoing 7", "send destroy b");
        bench.Done("destroy", "b").Words.Should().Equal("write step 7", "send restart a");
        bench.Done("restart", "a").Words.Should().Equal("write step 7", "finish failed");
    }

    [Test]
    public void An_unanswered_command_is_told_again_after_growing_pauses()
    {
        var bench = new PlanBench();
        bench.Tick(1.9).Words.Should().BeEmpty();
        bench.Tick(0.1).Words.Should().Equal("send inspect a");
        bench.Tick(3.9).Words.Should().BeEmpty();
        bench.Tick(0.1).Words.Should().Equal("send inspect a");
        bench.Give(new PlanInput.NodeCameUp("a")).Tick(0).Words.Should().Equal("send inspect a");
    }

    [Test]
    public void Late_double_and_foreign_reports_change_nothing()
    {
        var bench = new PlanBench().Done("inspect", "a");
        var before = bench.Plan;

        bench.Done("inspect", "a").Words.Should().BeEmpty("it is answered already");
        bench.Done("reserve", "a").Words.Should().BeEmpty("another node's");
        bench.Done("thaw", "b").Words.Should().BeEmpty("never told");
        bench.Done("reserve", "b", attempt: 1).Words.Should().BeEmpty("another attempt's");
        bench.Give(new PlanInput.Reported(PlanBench.Answer("reserve", "b") with { Operation = "op2" })).Words.Should().BeEmpty();
        bench.Plan.Should().BeSameAs(before);
    }
}
