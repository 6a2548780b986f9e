using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.Messaging;

namespace EbcSuite.AppDriver.Tests.Fakes;

/// <summary>Two planes in memory and the front-end's voice.</summary>
internal sealed class TestCloud
{
    public MemoryBroker Events { get; } = new();

    public MemoryBroker Bulk { get; } = new();

    public static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public static byte[] Launch(params string[] arguments) => JsonSerializer.SerializeToUtf8Bytes(
        new LaunchSpecification(arguments, new Dictionary<string, string>(StringComparer.Ordinal)), CheckpointingJson.Default.LaunchSpecification);

    public static Command Command(TestNode node, string name, string operation = "op1", long token = 1) => new()
    {
        Event = name,
        From = "front-end",
        Node = node.Name,
        Operation = operation,
        Application = "heat",
        Token = token,
    };

    /// <summary>Publishes a command and returns its report.</summary>
    public async Task<Report> AskAsync(Command command)
    {
        await using var reports = await ReportsAsync(command.Node, command.Operation);
        Events.Publish(command.ToNotification());
        while (true)
        {
            Report.TryRead(await reports.ReadAsync(Limit), out var report, out var problem).Should().BeTrue(problem);
            if (report!.Of == command.Event && report.Role == command.Role && report.Attempt == command.Attempt)
            {
                return report;
            }
        }
    }

    public async Task<Report> DoneAsync(Command command)
    {
        var report = await AskAsync(command);
        report.Outcome.Should().Be(Outcomes.Done, report.Message);
        return report;
    }

    public async Task StartHeatAsync(TestNode node) => await DoneAsync(
        Command(node, EventNames.Start, "op0") with { Driver = "fake", Body = Launch("heat", "--fast") });

    public Task<IEventSubscription> ReportsAsync(string node, string operation) => Events.Client("front-end").SubscribeAsync(
        Filter.Create(
            Constraint.Create(AttributeNames.Event, Operator.Equal, EventNames.Report),
            Constraint.Create(AttributeNames.From, Operator.Equal, node),
            Constraint.Create(AttributeNames.Operation, Operator.Equal, operation)),
        Limit);
}
