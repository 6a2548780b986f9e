using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Cli.Operations;
using EbcSuite.Cli.Tests.Doubles;
using EbcSuite.Messaging;

namespace EbcSuite.Cli.Tests;

/// <summary>How each way an operation can end reaches the user.</summary>
[Category("Unit")]
public sealed class OutcomeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Test]
    public async Task A_refused_request_is_exit_code_2_with_the_front_ends_name_for_it()
    {
        using var ebc = new CommandLine();
        ebc.Broker.Answer = r => FrontEnd.NotDone(r, Outcomes.Refused, CheckpointFault.UnknownNode, "There is no node 'vm-z9'.");

        (await ebc.RunAsync("migrate", "heat", "--to", "vm-z9")).Should().Be(2);

        ebc.Error.Should().StartWith("ebc: UnknownNode: There is no node 'vm-z9'.\n     See `ebc nodes`").And.Contain("(operation ");
    }

    [Test]
    public async Task A_failed_operation_is_exit_code_1()
    {
        using var ebc = new CommandLine();
        ebc.Broker.Answer = r => FrontEnd.NotDone(r, Outcomes.Failed, CheckpointFault.DiskFull, "No space on vm-b1; heat runs on vm-a1.");

        (await ebc.RunAsync("migrate", "heat", "--to", "vm-b1", "--json")).Should().Be(1);

        ebc.Out.Should().BeEmpty();
        ebc.Error.Should().Contain("\"error\":\"DiskFull\"").And.Contain("\"outcome\":\"failed\"").And.Contain("\"exit_code\":1");
    }

    [Test]
    public async Task No_final_report_within_the_deadline_is_exit_code_75_and_says_whether_anybody_answered()
    {
        using var ebc = new CommandLine();

        var run = ebc.RunAsync("nodes", "--timeout", "3");
        await PublishedAsync(ebc);
        ebc.Time.Advance(TimeSpan.FromSeconds(3));

        (await run.WaitAsync(Limit)).Should().Be(75);
        ebc.Error.Should().Contain("No front-end answered").And.Contain("ebc-frontend");
        ebc.Broker.Subscriptions.Should().Be(0);
    }

    [Test]
    public async Task A_migration_that_nobody_begins_is_given_up_soon_and_one_that_was_begun_is_waited_for()
    {
        using var nobody = new CommandLine();
        var run = nobody.RunAsync("migrate", "heat", "--to", "vm-b1");
        await PublishedAsync(nobody);
        nobody.Time.Advance(TimeSpan.FromSeconds(30));
        (await run.WaitAsync(Limit)).Should().Be(75);

        using var slow = new CommandLine { Broker = { Answer = r => FrontEnd.Migrated(r).Take(1) } };
        run = slow.RunAsync("migrate", "heat", "--to", "vm-b1");
        var request = await PublishedAsync(slow);
        slow.Broker.Answer = _ => [];
        slow.Time.Advance(TimeSpan.FromHours(3));
        foreach (var heard in FrontEnd.Migrated(request))
        {
            slow.Broker.Deliver(heard);
        }

        (await run.WaitAsync(Limit)).Should().Be(0, slow.Error);
    }

    [Test]
    public async Task After_a_silence_the_same_request_is_published_again()
    {
        using var ebc = new CommandLine();

        var run = ebc.RunAsync("nodes", "--timeout", "60");
        var first = await PublishedAsync(ebc);
        ebc.Broker.Answer = FrontEnd.SystemInfo;
        ebc.Time.Advance(OperationFollower.Silence);

        (await run.WaitAsync(Limit)).Should().Be(0, ebc.Error);
        ebc.Broker.Published.TryRead(out var second).Should().BeTrue();
        second!.ToString().Should().Be(first.ToString());
    }

    [Test]
    public async Task A_broker_lost_on_the_way_is_named_when_the_deadline_passes()
    {
        using var ebc = new CommandLine();

        var run = ebc.RunAsync("nodes", "--timeout", "8");
        await PublishedAsync(ebc);
        ebc.Broker.Refuse = _ => new(MessagingFault.NotConnected, "the link is down");
        ebc.Time.Advance(OperationFollower.Silence);
        ebc.Time.Advance(TimeSpan.FromSeconds(3));

        (await run.WaitAsync(Limit)).Should().Be(75);
        ebc.Error.Should().Contain("the link is down");
    }

    [Test]
    public async Task No_broker_is_exit_code_69()
    {
        using var ebc = new CommandLine { Broker = { IsAbsent = true } };

        var run = ebc.RunAsync("nodes");
        ebc.Time.Advance(Session.DialTimeout);

        (await run.WaitAsync(Limit)).Should().Be(69);
        ebc.Error.Should().Contain("tcp://192.0.2.1:7700");
    }

    [Test]
    public async Task A_refused_key_is_exit_code_77()
    {
        using var ebc = new CommandLine { Broker = { RefuseLink = new(MessagingFault.KeyRefused, "the broker does not know this key") } };

        (await ebc.RunAsync("nodes")).Should().Be(77);

        ebc.Error.Should().Contain("KeyRefused").And.Contain("ebc allow");
    }

    [Test]
    public async Task A_key_without_the_right_is_exit_code_77()
    {
        using var ebc = new CommandLine { Broker = { Refuse = _ => new(MessagingFault.Refused, "not among its rights", "NotAllowed") } };

        (await ebc.RunAsync("publish", "event=hello")).Should().Be(77);

        ebc.Error.Should().Contain("NotAllowed");
    }

    [Test]
    public async Task Ctrl_C_is_exit_code_130_and_tells_the_operation_that_goes_on()
    {
        using var ebc = new CommandLine();
        using var interrupt = new CancellationTokenSource();

        var run = ebc.RunAsync(interrupt.Token, "migrate", "heat", "--to", "vm-b1");
        var request = await PublishedAsync(ebc);
        await interrupt.CancelAsync();

        (await run.WaitAsync(Limit)).Should().Be(130);
        ebc.Error.Should().Contain("goes on").And.Contain(request.Text(AttributeNames.Operation));
    }

    [Test]
    public async Task A_report_that_is_not_final_ends_nothing()
    {
        using var ebc = new CommandLine();
        ebc.Broker.Answer = r =>
        [
            (FrontEnd.Final(r, Outcomes.Failed) with { Final = false, From = "vm-a1", Error = CheckpointFault.DumpFailed }).ToNotification(),
            .. FrontEnd.SystemInfo(r),
        ];

        (await ebc.RunAsync("nodes")).Should().Be(0, ebc.Error);
    }

    private static async Task<Events.Notification> PublishedAsync(CommandLine ebc)
    {
        using var limit = new CancellationTokenSource(Limit);
        var published = await ebc.Broker.Published.ReadAsync(limit.Token);
        // The deadline of the operation and the patience with its silence.
        await ebc.Time.WhenTimersWaitAsync(2, limit.Token);
        return published;
    }
}
