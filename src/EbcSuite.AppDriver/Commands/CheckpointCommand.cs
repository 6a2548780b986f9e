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
/// checkpoint: stop, dump, list. With keep = stopped the files stay where they are, standing still; with keep = running they are
/// copied into the image before the application goes on. Whatever fails, the application goes on as if nothing had happened.
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
        var stopped = began;
        node.Images.Clear(image);
        record = record.Become(ApplicationState.Stopped, node.Now) with { Image = image };
        node.Records.Save(record);
        try
        {
            stopped = node.Time.GetTimestamp();
            await driver.FreezeAsync(application, cancellation);
            await driver.DumpAsync(application, node.Images.ToolDirectoryOf(image), cancellation);
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
                await driver.ThawAsync(application, cancellation);
                node.Records.Save(record.Become(ApplicationState.Running, node.Now) with { Image = null });
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
            node.Images.Free(image);
            await UndoAsync(driver, application, record);
            throw failure is IOException io ? ImageTree.Explain(io) : failure;
        }
    }

    /// <summary>Not cancelled: an application must not stay stopped because somebody lost patience.</summary>
    private async Task UndoAsync(ICheckpointDriver driver, RunningApplication application, ApplicationRecord record)
    {
        try
        {
            await driver.ThawAsync(application, CancellationToken.None);
            node.Records.Save(record.Become(ApplicationState.Running, node.Now) with { Image = null });
        }
        catch (CheckpointException lost)
        {
            logger.LogError("Application {Application} does not go on after a failed checkpoint: {Reason}", record.Application, lost.Message);
            node.Records.Save(lost.Fault == CheckpointFault.ApplicationLost ? watch.Ended(record) : record);
        }
    }
}
