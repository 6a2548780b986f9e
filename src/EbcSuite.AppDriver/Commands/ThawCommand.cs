using EbcSuite.AppDriver.Applications;
using EbcSuite.AppDriver.Records;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Commands;

/// <summary>thaw: a stopped or prepared application goes on. Done when every process left the stopped state and is alive.</summary>
public sealed class ThawCommand(NodeParts node, ApplicationWatch watch) : ICommandHandler
{
    public async Task<Report> HandleAsync(Command command, CancellationToken cancellation)
    {
        if (node.Records.Find(command.Application) is not { } record || (record.State is null && record.Image is null))
        {
            throw new CommandRefusedException(
                CheckpointFault.UnknownApplication, $"There is no application '{command.Application}' on '{node.Node}'.");
        }

        if (record is not { IsLive: true, Pid: not null })
        {
            var image = record.Image is { } kept && node.Images.Find(kept) is not null ? $"; its image '{kept}' is here" : "";
            throw new CheckpointException(
                CheckpointFault.ApplicationLost, $"Application '{command.Application}' has no process on '{node.Node}'{image}.");
        }

        await LetGoAsync(node, node.DriverNamed(record.Driver), record, watch, cancellation);
        return Report.Done(command, node.Node) with { State = ApplicationState.Running };
    }

    /// <summary>Thaws, writes it down, and lets go of an image that the running application has left behind.</summary>
    internal static async Task LetGoAsync(
        NodeParts node, ICheckpointDriver driver, ApplicationRecord record, ApplicationWatch watch, CancellationToken cancellation)
    {
        try
        {
            await driver.ThawAsync(node.Running(record), cancellation);
        }
        catch (CheckpointException lost) when (lost.Fault == CheckpointFault.ApplicationLost)
        {
            node.Records.Save(watch.Ended(record));
            throw;
        }

        if (record.State != ApplicationState.Running || record.Image is not null)
        {
            node.Records.Save(record.Become(ApplicationState.Running, node.Now) with { Image = null, HomeFrom = null });
        }

        // Its files changed with the first instruction: the image could not be restarted any more.
        node.Images.Remove(record.Image);
    }
}
