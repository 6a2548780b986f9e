using EbcSuite.AppDriver.Applications;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Commands;

/// <summary>
/// destroy: no process is left, and with files = remove none of its files and of an image on its way. Images that checkpoint_App
/// made are kept. Done, too, when there was nothing.
/// </summary>
public sealed class DestroyCommand(NodeParts node, Reservations reservations) : ICommandHandler
{
    private static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(5);

    public async Task<Report> HandleAsync(Command command, CancellationToken cancellation)
    {
        reservations.Release(command.Application);
        if (node.Records.Find(command.Application) is not { } record)
        {
            return Report.Done(command, node.Node) with { State = ApplicationState.Ended };
        }

        if (record is { IsLive: true, Pid: not null })
        {
            var grace = command.GraceMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : DefaultGrace;
            await node.DriverNamed(record.Driver).DestroyAsync(node.Running(record), grace, cancellation);
        }
        else if (node.Drivers.TryGetValue(record.Driver, out var driver))
        {
            // It should have none; that none is left is this command's word all the same.
            var tool = record.Image is { } image ? node.Images.ToolDirectoryOf(image) : null;
            foreach (var left in driver.Remains(node.HomeOf(command.Application), tool))
            {
                await driver.DestroyAsync(left, TimeSpan.Zero, cancellation);
            }
        }

        var removes = command.Files == "remove";
        if (removes)
        {
            node.Images.Remove(record.Image);
            node.Images.RemoveHome(command.Application);
        }

        // The token is kept for ever: an old command that comes late must find it.
        var ended = record.State is null || removes ? record.End(ApplicationState.Ended, record.ExitCode, node.Now).Become(state: null, node.Now)
            : record.IsLive ? record.End(ApplicationState.Ended, exitCode: null, node.Now)
            : record;
        node.Records.Save(ended with { Image = removes ? null : record.Image, HomeFrom = removes ? null : record.HomeFrom });
        return Report.Done(command, node.Node) with { State = ApplicationState.Ended };
    }
}
