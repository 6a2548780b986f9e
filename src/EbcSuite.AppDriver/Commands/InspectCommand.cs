using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Commands;

/// <summary>inspect: what a target must have for the application.</summary>
public sealed class InspectCommand(NodeParts node) : ICommandHandler
{
    public async Task<Report> HandleAsync(Command command, CancellationToken cancellation)
    {
        var record = node.Require(command.Application, ApplicationState.Running, ApplicationState.Stopped, ApplicationState.Prepared);
        var needs = await node.DriverNamed(record.Driver).DescribeAsync(node.Running(record), cancellation);
        return Report.Done(command, node.Node) with
        {
            State = record.State,
            Body = JsonSerializer.SerializeToUtf8Bytes(needs, CheckpointingJson.Default.Requirements),
        };
    }
}
