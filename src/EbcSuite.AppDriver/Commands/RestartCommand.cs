using EbcSuite.AppDriver.Applications;
using EbcSuite.AppDriver.Records;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Images;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Commands;

/// <summary>
/// restart: the application from an image. Its files are moved into place first if the image came for this, and copied if the
/// image is one to keep. With hold the application stands still afterwards.
/// </summary>
public sealed class RestartCommand(NodeParts node, HomeCopy homes, ApplicationWatch watch, Reservations reservations) : ICommandHandler
{
    public async Task<Report> HandleAsync(Command command, CancellationToken cancellation)
    {
        var image = command.Image!;
        node.RequireAbsent(command.Application);
        var manifest = node.Images.Find(image)
            ?? throw new CommandRefusedException(CheckpointFault.UnknownImage, $"There is no image '{image}' on '{node.Node}'.");
        if (!string.Equals(manifest.Application, command.Application, StringComparison.Ordinal))
        {
            throw new CommandRefusedException(CheckpointFault.BadRequest, $"Image '{image}' is of '{manifest.Application}'.");
        }

        var driver = node.DriverNamed(manifest.Driver);
        var hold = command.Hold == true;
        if (hold && !driver.Capabilities.RestoresStopped)
        {
            throw new CommandRefusedException(CheckpointFault.BadRequest, $"The driver '{driver.Name}' cannot restore an application stopped.");
        }

        var began = node.Time.GetTimestamp();
        RequireWhole(manifest, WasTried(driver, manifest));
        var record = await PlaceHomeAsync(manifest, cancellation);
        record = record.Become(ApplicationState.Starting, node.Now) with { Driver = driver.Name, Pid = null, ExitCode = null, Boot = node.Boot };
        node.Records.Save(record);
        RunningApplication application;
        try
        {
            application = await driver.RestoreAsync(node.HomeOf(command.Application), node.Images.ToolDirectoryOf(image), cancellation);
        }
        catch
        {
            // As before: the files are in place, the image is there, and it can be tried again.
            node.Records.Save(record.Become(state: null, node.Now));
            throw;
        }

        record = record.Become(ApplicationState.Prepared, node.Now) with { Pid = application.Pid, StartTime = application.StartTime };
        node.Records.Save(record);
        watch.Begin(record);
        reservations.Release(command.Application);
        var state = hold ? ApplicationState.Prepared : await LetGoAsync(driver, record, cancellation);
        return Report.Done(command, node.Node) with
        {
            State = state,
            Image = image,
            ElapsedMs = (long)node.Time.GetElapsedTime(began).TotalMilliseconds,
        };
    }

    /// <summary>
    /// Thaws it. What a driver restored running may have come to its end since: it has then been seen to run, and must not be run
    /// a second time from the source's image.
    /// </summary>
    private async Task<ApplicationState> LetGoAsync(ICheckpointDriver driver, ApplicationRecord record, CancellationToken cancellation)
    {
        try
        {
            await ThawCommand.LetGoAsync(node, driver, record, watch, cancellation);
            return ApplicationState.Running;
        }
        catch (CheckpointException lost) when (lost.Fault == CheckpointFault.ApplicationLost && !driver.Capabilities.RestoresStopped
            && node.Records.Find(record.Application) is { State: ApplicationState.Finished, ExitCode: 0 } finished)
        {
            node.Images.Remove(finished.Image);
            node.Records.Save(finished with { Image = null, HomeFrom = null });
            return ApplicationState.Finished;
        }
    }

    /// <summary>
    /// A driver that cannot restore stopped may have let it run for a moment before it failed, and its files are not what they were:
    /// they were looked at before the first time.
    /// </summary>
    private bool WasTried(ICheckpointDriver driver, Manifest manifest) =>
        !driver.Capabilities.RestoresStopped
        && string.Equals(node.RecordOf(manifest.Application).HomeFrom, manifest.Image, StringComparison.Ordinal);

    private async Task<ApplicationRecord> PlaceHomeAsync(Manifest manifest, CancellationToken cancellation)
    {
        var record = node.RecordOf(manifest.Application);
        var hasCopy = Directory.Exists(node.Images.HomeCopyOf(manifest.Image));
        var isForThis = string.Equals(record.Image, manifest.Image, StringComparison.Ordinal);
        if (hasCopy && isForThis)
        {
            node.Images.MoveHome(manifest.Image, manifest.Application);
            record = record with { HomeFrom = manifest.Image };
        }
        else if (hasCopy)
        {
            node.Images.RetireHome(manifest.Application);
            await homes.CopyAsync(node.Images.HomeCopyOf(manifest.Image), node.Images.HomeOf(manifest.Application), cancellation);
            record = record with { Image = null, HomeFrom = null };
        }
        else if (!isForThis)
        {
            throw new CheckpointException(
                CheckpointFault.ImageIncomplete, $"Image '{manifest.Image}' no longer has the application's files: it was restarted before.");
        }

        else
        {
            // They never left.
            record = record with { HomeFrom = manifest.Image };
        }

        return record;
    }

    private void RequireWhole(Manifest manifest, bool exceptHome)
    {
        var roots = node.Images.RootsOf(manifest.Image, manifest.Application);
        foreach (var file in manifest.Files.Where(f => f.Kind == FileKinds.File))
        {
            if (exceptHome && file.Path.StartsWith(ImageRoots.Home + "/", StringComparison.Ordinal))
            {
                continue;
            }

            if (new FileInfo(roots.PathOf(file)) is not { Exists: true } found || found.Length != file.Length)
            {
                throw new CheckpointException(
                    CheckpointFault.ImageIncomplete, $"'{file.Path}' of image '{manifest.Image}' is missing or has another length.");
            }
        }
    }
}
