using System.Text;
using System.Text.Json;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.Checkpointing.Tests.Vocabulary;

[TestFixture]
[Category("Unit")]
public sealed class VocabularyTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{}");

    private static readonly Command Full = new()
    {
        Event = EventNames.Transfer,
        From = "front-end",
        Node = "vm-a1.example",
        Operation = "op_1-x",
        Application = "heat",
        Token = 7,
        Attempt = 2,
        Driver = "criu",
        Keep = "stopped",
        Role = "receive",
        Stream = "op_1-x",
        FromNode = "vm-b1",
        To = "vm-a1",
        Hold = true,
        Image = "op_0",
        GraceMs = 10,
        Files = "keep",
        Force = false,
        Body = Body,
    };

    [Test]
    public void A_command_is_read_as_it_was_written()
    {
        Command.TryRead(Full.ToNotification(), out var read, out var problem).Should().BeTrue(problem);

        (read! with { Body = Body }).Should().Be(Full with { Body = Body });
        read.Key.Should().Be("op_1-x/transfer/receive/2");
    }

    [Test]
    public void A_report_is_read_as_it_was_written()
    {
        var report = Report.NotDone(Full, "vm-a1", Outcomes.Failed, CheckpointFault.DiskFull, "no space left") with
        {
            State = ApplicationState.Prepared,
            To = "vm-b1",
            Image = "op_0",
            Bytes = long.MaxValue,
            ElapsedMs = 3,
            StoppedMs = 2,
            ExitCode = -1,
            Final = true,
            Body = Body,
        };

        Report.TryRead(report.ToNotification(), out var read, out var problem).Should().BeTrue(problem);

        (read! with { Body = Body }).Should().Be(report with { Body = Body });
        read.Attempt.Should().Be(2, "a report carries over what names the command");
        read.Role.Should().Be("receive");
    }

    [Test]
    public void A_request_and_a_progress_and_news_are_read_as_they_were_written()
    {
        var request = new Request
        {
            Event = EventNames.MigrateApplication,
            Operation = "op",
            From = "cli",
            Application = "heat",
            To = "vm-b1",
            Force = true,
            DeadlineMs = 5,
        };
        var progress = new Progress
        {
            Operation = "op",
            From = "front-end",
            Application = "heat",
            Step = MigrationStep.Commitment,
            State = Progress.StepDone,
            ElapsedMs = 1,
            Done = 2,
            Total = 3,
        };
        var news = new ApplicationNews("vm-a1", "heat", ApplicationState.Finished, 0);

        Request.TryRead(request.ToNotification(), out var request2, out _).Should().BeTrue();
        Progress.TryRead(progress.ToNotification(), out var progress2, out _).Should().BeTrue();
        ApplicationNews.TryRead(news.ToNotification(), out var news2, out _).Should().BeTrue();

        request2.Should().Be(request);
        progress2.Should().Be(progress);
        news2.Should().Be(news);
    }

    [TestCase(AttributeNames.Node)]
    [TestCase(AttributeNames.Operation)]
    [TestCase(AttributeNames.Application)]
    [TestCase(AttributeNames.Token)]
    [TestCase(AttributeNames.Role)]
    [TestCase(AttributeNames.Stream)]
    [TestCase(AttributeNames.FromNode)]
    public void A_command_that_lacks_an_attribute_is_refused_by_its_name(string missing)
    {
        var notification = Notification.Create(Full.ToNotification().Where(a => a.Key != missing), Body);

        Command.TryRead(notification, out _, out var problem).Should().BeFalse();

        problem.Should().Contain($"'{missing}'");
    }

    [TestCase(AttributeNames.Application, "../etc")]
    [TestCase(AttributeNames.Application, "-rf")]
    [TestCase(AttributeNames.Application, "")]
    [TestCase(AttributeNames.Operation, "a b")]
    [TestCase(AttributeNames.To, "vm/b")]
    [TestCase(AttributeNames.Files, "perhaps")]
    public void A_request_with_a_wrong_value_is_refused_by_the_attributes_name(string attribute, string value)
    {
        var request = new Request { Event = EventNames.MigrateApplication, Operation = "op", From = "cli", Application = "heat", To = "b" };

        Request.TryRead(request.ToNotification().With(attribute, value), out _, out var problem).Should().BeFalse();

        problem.Should().Contain($"'{attribute}'");
    }

    [Test]
    public void An_attribute_of_the_wrong_type_is_refused_by_its_name()
    {
        var request = new Request { Event = EventNames.StopApplication, Operation = "op", From = "cli", Application = "heat" };

        Request.TryRead(request.ToNotification().With(AttributeNames.GraceMs, "soon"), out _, out var problem).Should().BeFalse();

        problem.Should().Contain("'grace_ms'").And.Contain("integer");
    }

    [Test]
    public void A_failure_of_a_newer_peer_is_still_a_failure()
    {
        var report = Report.NotDone(Full, "vm-a1", Outcomes.Failed, CheckpointFault.DiskFull, "");

        Report.TryRead(report.ToNotification().With(AttributeNames.Error, "MoonInWrongPhase"), out var read, out _).Should().BeTrue();

        read!.IsDone.Should().BeFalse();
        read.Error.Should().Be(CheckpointFault.Internal);
    }

    [Test]
    public void A_report_without_an_outcome_or_an_error_is_refused()
    {
        var report = Report.NotDone(Full, "vm-a1", Outcomes.Failed, CheckpointFault.DiskFull, "").ToNotification();

        Report.TryRead(Without(report, AttributeNames.Outcome), out _, out var first).Should().BeFalse();
        Report.TryRead(Without(report, AttributeNames.Error), out _, out var second).Should().BeFalse();

        first.Should().Contain("'outcome'");
        second.Should().Contain("'error'");
    }

    [Test]
    public void States_in_bodies_are_lower_case_words()
    {
        var status = new NodeStatus("vm-a1", "hanoi", "1", 5, [], [new("heat", ApplicationState.Prepared, "criu", 1, 2, 3, null, DateTimeOffset.UnixEpoch)]);

        var body = NodeNews.Body(status);

        Encoding.UTF8.GetString(body).Should().Contain("\"state\":\"prepared\"").And.Contain("\"free_bytes\":5");
        NodeNews.TryRead(body, out var read, out var problem).Should().BeTrue(problem);
        read!.Applications.Should().Equal(status.Applications);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[1")]
    [TestCase("""{"node":"a/b","site":"s","version":"1","free_bytes":1,"drivers":[],"applications":[]}""")]
    public void A_body_that_is_no_status_is_refused_and_throws_nothing(string body)
    {
        NodeNews.TryRead(Encoding.UTF8.GetBytes(body), out _, out var problem).Should().BeFalse();

        problem.Should().Contain("body");
    }

    [Test]
    public void Capabilities_ride_in_a_nodes_status_and_may_be_missing()
    {
        const string Old = """{"driver":"criu","version":"4.2.1"}""";

        var probe = JsonSerializer.Deserialize(Old, CheckpointingJson.Default.DriverProbe);

        probe!.Capabilities.Should().BeNull();
        probe.Usable.Should().BeTrue();
    }

    private static Notification Without(Notification notification, string name) =>
        Notification.Create(notification.Where(a => a.Key != name), notification.Body);
}
