using System.Text.Json;
using EbcSuite.AppDriver.Applications;
using EbcSuite.AppDriver.Records;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Images;
using EbcSuite.Checkpointing.Vocabulary;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver.Commands;

/// <summary>
/// checkpoint: stop, dump, list. With keep = stopped the files stay where they are, and the application stands still or, where its
/// tool ends it, is gone and <see cref="ApplicationState.Saved"/>. With keep = running the files are copied into the image before
/// the application goes on. Whatever fails, it goes on as if nothing had happened, from the image if it was ended.
/// </summary>
public sealed class CheckpointCommand(
    NodeParts node, DriverProbes probes, HomeCopy homes, ApplicationWatch watch, ILogger<CheckpointCommand> logger) : ICommandHandler
{
    public async Task<Report> HandleAsync(Command command, CancellationToken cancellation)
    {
        var record = node.Require(command.Application, ApplicationState.Running, ApplicationState.Stopped);
        var driver = node.DriverNamed(record.Driver);
        var application = node.Running(record);
        var image = command.Operation;
        var keepsRunning = command.Keep == "running";
        var began = node.Time.GetTimestamp();
        node.Images.Clear(image);
        record = record.Become(ApplicationState.Stopped, node.Now) with { Image = image };
        node.Records.Save(record);
        var source = SourceState.Stopped;
        try
        {
            var stopped = node.Time.GetTimestamp();
            source = await driver.CheckpointAsync(application, node.Images.ToolDirectoryOf(image), keepsRunning, cancellation);
            if (keepsRunning)
            {
                await homes.CopyAsync(application.Home.Directory, node.Images.HomeCopyOf(image), cancellation);
            }

            var version = (await probes.OfAsync(driver.Name, cancellation)).Version ?? "";
            var files = ImageScan.Files(node.Images.RootsOf(image, command.Application));
            var manifest = new Manifest(image, command.Application, driver.Name, version, node.Now, files);
            node.Images.Save(manifest);
            if (keepsRunning)
            {
                await GoOnAsync(driver, record, source, cancellation);
            }
            else if (source == SourceState.Gone)
            {
                node.Records.Save(record.End(ApplicationState.Saved, exitCode: null, node.Now));
            }

            return Report.Done(command, node.Node) with
            {
                State = keepsRunning ? ApplicationState.Running : ApplicationState.Stopped,
                Image = image,
                Bytes = manifest.TotalBytes,
                ElapsedMs = (long)node.Time.GetElapsedTime(began).TotalMilliseconds,
                StoppedMs = (long)node.Time.GetElapsedTime(stopped).TotalMilliseconds,
                Body = JsonSerializer.SerializeToUtf8Bytes(manifest, CheckpointingJson.Default.Manifest),
            };
        }
        catch (Exception failure)
        {
            await UndoAsync(driver, record, source);
            throw failure is IOException io ? ImageTree.Explain(io) : failure;
        }
    }

    /// <summary>What stands still is thawed; what is gone is made again from the image that has just been written.</summary>
    private async Task GoOnAsync(ICheckpointDriver driver, ApplicationRecord record, SourceState source, CancellationToken cancellation)
    {
        if (source == SourceState.Stopped)
        {
            await driver.ThawAsync(node.Running(record), cancellation);
            node.Records.Save(record.Become(ApplicationState.Running, node.Now) with { Image = null });
            return;
        }

        var again = await driver.RestoreAsync(
            node.HomeOf(record.Application), node.Images.ToolDirectoryOf(record.Image!), cancellation);
        record = record.Become(ApplicationState.Running, node.Now) with { Pid = again.Pid, StartTime = again.StartTime, Image = null };
        node.Records.Save(record);
        watch.Begin(record);
        await driver.ThawAsync(again, cancellation);
    }

    /// <summary>Not cancelled: an application must not stay stopped because somebody lost patience.</summary>
    private async Task UndoAsync(ICheckpointDriver driver, ApplicationRecord record, SourceState source)
    {
        // A full disk has room again before anything is written; but not while the image is all that is left of the application.
        if (source == SourceState.Stopped)
        {
            node.Images.Free(record.Image!);
        }

        try
        {
            await GoOnAsync(driver, record, source, CancellationToken.None);
            node.Images.Free(record.Image!);
        }
        catch (CheckpointException lost)
        {
            logger.LogError("Application {Application} does not go on after a failed checkpoint: {Reason}", record.Application, lost.Message);
            node.Records.Save(
                source == SourceState.Gone ? record.End(ApplicationState.Lost, exitCode: null, node.Now)
                : lost.Fault == CheckpointFault.ApplicationLost ? watch.Ended(record)
                : record);
        }
    }
}
