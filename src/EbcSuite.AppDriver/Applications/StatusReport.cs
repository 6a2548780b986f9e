using EbcSuite.AppDriver.Records;
using EbcSuite.Checkpointing;

namespace EbcSuite.AppDriver.Applications;

/// <summary>What the node tells of itself.</summary>
public sealed class StatusReport(NodeParts node, DriverProbes probes)
{
    private static readonly string Version = typeof(StatusReport).Assembly.GetName().Version?.ToString(3) ?? "0";

    public async Task<NodeStatus> MakeAsync(CancellationToken cancellation) => new(
        node.Node,
        node.Site,
        Version,
        node.Images.FreeBytes,
        await probes.AllAsync(cancellation),
        [.. node.Records.All.Where(r => r.State is not null).Select(Of)])
    {
        Labels = node.Labels,
    };

    private ApplicationStatus Of(ApplicationRecord record)
    {
        var processes = record is { IsLive: true, Pid: not null } && node.Drivers.TryGetValue(record.Driver, out var driver)
            ? driver.Processes(node.Running(record)).Count
            : 0;
        return new(
            record.Application, record.State!.Value, record.Driver, record.Token, record.Pid, processes, record.ExitCode, record.Since);
    }
}
