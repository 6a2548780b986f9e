using EbcSuite.TestKit.Deployments;

namespace EbcSuite.EndToEnd.Migrations;

/// <summary>A node keeps its state on a disk of a few bytes until this is disposed: its daemon is started on it, and on the old one after.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly Deployment _deployment;
    private readonly DeployedDaemon _daemon;

    private SmallDisk(Deployment deployment, DeployedDaemon daemon)
    {
        _deployment = deployment;
        _daemon = daemon;
    }

    public static async Task<SmallDisk> OnAsync(Deployment deployment, string node, long bytes, CancellationToken limit)
    {
        var disk = new SmallDisk(deployment, deployment.Daemons[$"ebc-appdrv@{node}"]);
        await disk._daemon.StopAsync(limit);
        await disk._daemon.Host.MountTmpfsAsync(Deployment.NodeState, bytes, limit);
        await disk.StartAsync(limit);
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await _daemon.StopAsync(limit.Token);
        await _daemon.Host.UnmountAsync(Deployment.NodeState, limit.Token);
        await StartAsync(limit.Token);
    }

    private async Task StartAsync(CancellationToken limit)
    {
        await _daemon.StartAsync(limit);
        await _deployment.WhenAliveAsync([_daemon.Host.Name], limit);
    }
}
