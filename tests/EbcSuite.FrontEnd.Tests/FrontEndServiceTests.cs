using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.FrontEnd.Edge;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.TestKit.Simulation;
using Microsoft.Extensions.Logging.Abstractions;

namespace EbcSuite.FrontEnd.Tests;

/// <summary>The daemon's loop with its real journal and clock, over a broker in the process.</summary>
[TestFixture]
[Category("Unit")]
public sealed class FrontEndServiceTests
{
    private readonly LoopbackBroker _broker = new();
    private string _directory = "";
    private CancellationTokenSource _limit = new();

    [SetUp]
    public void MakeDirectory()
    {
        _directory = Directory.CreateTempSubdirectory("ebc-front-end").FullName;
        _limit = new(TimeSpan.FromSeconds(60));
    }

    [TearDown]
    public void RemoveDirectory()
    {
        _limit.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task A_migration_is_done_over_the_loop_and_remembered_over_a_restart()
    {
        var cli = _broker.Client("cli");
        await using var nodes = new ObedientNodes(_broker, _limit.Token);
        var request = CoreBench.Request(EventNames.MigrateApplication, "op1", to: "b");
        Notification first;
        using (var service = Service(_broker.Client("front-end")))
        {
            await StartAsync(service);
            first = await AskAsync(cli, request);
            await service.StopAsync(_limit.Token);
        }

        using (var service = Service(_broker.Client("front-end")))
        {
            await StartAsync(service);
            var second = await AskAsync(cli, request);
            second.ToString().Should().Be(first.ToString());
            await service.StopAsync(_limit.Token);
        }

        first.Text(AttributeNames.Outcome).Should().Be(Outcomes.Done, first.ToString());
        nodes.Done.Should().Equal("inspect", "reserve", "checkpoint", "transfer", "transfer", "restart", "destroy", "thaw");
    }

    [Test]
    public async Task A_last_word_that_could_not_be_published_is_said_when_the_link_is_back()
    {
        var link = _broker.Client("front-end");
        var cli = _broker.Client("cli");
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        link.Refuses = notification => notification.Boolean(AttributeNames.Final) == true && refused.TrySetResult();
        await using var nodes = new ObedientNodes(_broker, _limit.Token);
        using var service = Service(link);
        await StartAsync(service);
        await using var answers = await cli.SubscribeAsync(
            Filter.Create(Constraint.Create(AttributeNames.Operation, Operator.Equal, "op1"), Constraint.Create(AttributeNames.Final, Operator.Exists)),
            _limit.Token);
        await cli.PublishAsync(CoreBench.Request(EventNames.MigrateApplication, "op1", to: "b").ToNotification(), _limit.Token);
        await refused.Task.WaitAsync(_limit.Token);

        link.Change(connected: true);

        var last = await answers.ReadAsync(_limit.Token);
        last.Text(AttributeNames.Outcome).Should().Be(Outcomes.Done);
        await service.StopAsync(_limit.Token);
    }

    // Ready when it asks for the nodes: then it has subscribed.
    private async Task StartAsync(FrontEndService service)
    {
        await using var signs = await _broker.Client("test").SubscribeAsync(
            Filter.Equal(AttributeNames.Event, EventNames.NodeAlive), _limit.Token);
        await service.StartAsync(_limit.Token);
        await signs.ReadAsync(_limit.Token);
    }

    private async Task<Notification> AskAsync(LoopbackClient cli, Request request) => await cli.RequestAsync(
        request.ToNotification(),
        Filter.Create(
            Constraint.Create(AttributeNames.Operation, Operator.Equal, request.Operation),
            Constraint.Create(AttributeNames.Final, Operator.Equal, true)),
        TimeSpan.FromSeconds(60),
        TimeProvider.System,
        _limit.Token);

    private FrontEndService Service(LoopbackClient client) => new(
        new FrontEndOptions { StateDirectory = _directory, NodeAliveInterval = TimeSpan.FromMilliseconds(300) },
        client,
        TimeProvider.System,
        new Liveness(),
        NullLogger<FrontEndService>.Instance);

    /// <summary>Nodes a, with heat, and b, which do all they are told.</summary>
    private sealed class ObedientNodes : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end;
        private readonly Task _loop;

        public ObedientNodes(LoopbackBroker broker, CancellationToken cancellation)
        {
            _end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            _loop = RunAsync(broker.Client("nodes"));
        }

        public List<string> Done { get; } = [];

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            try
            {
                await _loop;
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                TestContext.Out.WriteLine("The nodes end.");
            }

            _end.Dispose();
        }

        private async Task RunAsync(LoopbackClient client)
        {
            await using var commands = await client.SubscribeAsync(
                Filter.Equal(AttributeNames.From, "front-end"), _end.Token);
            await foreach (var notification in commands.ReadAllAsync(_end.Token))
            {
                if (notification.Text(AttributeNames.Event) == EventNames.NodeAlive)
                {
                    var operation = notification.Text(AttributeNames.Operation)!;
                    await client.PublishAsync(
                        NodeNews.Alive(operation, CoreBench.Status("a", CoreBench.Application("heat", ApplicationState.Running))).ToNotification(),
                        _end.Token);
                    await client.PublishAsync(NodeNews.Alive(operation, CoreBench.Status("b")).ToNotification(), _end.Token);
                }
                else if (Command.TryRead(notification, out var command, out _))
                {
                    Done.Add(command.Event);
                    await client.PublishAsync(
                        (Report.Done(command, command.Node) with { Body = "{}"u8.ToArray() }).ToNotification(), _end.Token);
                }
            }
        }
    }
}
