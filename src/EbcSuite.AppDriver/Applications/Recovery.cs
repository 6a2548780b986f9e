using EbcSuite.AppDriver.Records;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver.Applications;

/// <summary>
/// What the daemon does before it takes its first command: finds its applications again, undoes what an earlier life of it left
/// half done, and forgets what is gone. What was whole (a dumped or a prepared application, standing still) stays as it is: the
/// front-end decides.
/// </summary>
public sealed class Recovery(NodeParts node, ApplicationWatch watch, ILogger<Recovery> logger)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var record in node.Records.All)
        {
            var now = record;
            try
            {
                now = await RecoverAsync(record, cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Application {Application} is left as it is found", record.Application);
            }

            if (now != record)
            {
                node.Records.Save(now);
            }

            if (now is { IsLive: true, Pid: not null })
            {
                watch.Begin(now);
            }

            if (now.State is not null)
            {
                logger.LogInformation("Application {Application} was {Before} and is {State}", now.Application, record.State, now.State);
            }
        }

        var used = node.Records.All.Where(r => r.Image is not null).Select(r => r.Image!).ToHashSet(StringComparer.Ordinal);
        foreach (var image in node.Images.RemoveLeftovers(used))
        {
            logger.LogWarning("Image {Image} was not whole and has been removed", image);
        }
    }

    private Task<ApplicationRecord> RecoverAsync(ApplicationRecord record, CancellationToken cancellation) => record.State switch
    {
        ApplicationState.Starting when record.Image is null => Task.FromResult(RecoverStart(record)),
        ApplicationState.Starting => RecoverRestartAsync(record, cancellation),
        ApplicationState.Stopped when IsThere(record) => RecoverStoppedAsync(record, cancellation),
        ApplicationState.Stopped when WasEnded(record) => RecoverEndedAsync(record, cancellation),
        ApplicationState.Running or ApplicationState.Stopped or ApplicationState.Prepared =>
            Task.FromResult(IsThere(record) ? record : watch.Ended(record)),
        null when record.Image is { } image && node.Images.Find(image) is null => Task.FromResult(DropImage(record)),
        _ => Task.FromResult(record),
    };

    /// <summary>Killed between the start and the writing down of its pid.</summary>
    private ApplicationRecord RecoverStart(ApplicationRecord record) =>
        CapsuleLauncher.Find(node.HomeOf(record.Application)) is { } root
            ? record.Become(ApplicationState.Running, node.Now) with { Pid = root.Pid, StartTime = root.StartTime }
            : watch.Ended(record);

    /// <summary>Killed while it restored: nobody has been told, so the copy goes and the front-end's next command makes another.</summary>
    private async Task<ApplicationRecord> RecoverRestartAsync(ApplicationRecord record, CancellationToken cancellation)
    {
        var driver = node.DriverNamed(record.Driver);
        foreach (var copy in driver.Remains(node.HomeOf(record.Application), node.Images.ToolDirectoryOf(record.Image!)))
        {
            await driver.DestroyAsync(copy, TimeSpan.Zero, cancellation);
        }

        return record.Become(state: null, node.Now) with { Pid = null };
    }

    /// <summary>Stopped with a whole image: it waits for the front-end. Without: the dump was cut off, and is undone.</summary>
    private async Task<ApplicationRecord> RecoverStoppedAsync(ApplicationRecord record, CancellationToken cancellation)
    {
        if (record.Image is { } image && node.Images.Find(image) is not null)
        {
            return record;
        }

        try
        {
            await node.DriverNamed(record.Driver).ThawAsync(node.Running(record), cancellation);
        }
        catch (CheckpointException lost) when (lost.Fault == CheckpointFault.ApplicationLost)
        {
            return watch.Ended(DropImage(record));
        }

        return DropImage(record).Become(ApplicationState.Running, node.Now);
    }

    /// <summary>The tool had ended the application and the image was not listed yet: the dump is undone, from what the tool wrote.</summary>
    private async Task<ApplicationRecord> RecoverEndedAsync(ApplicationRecord record, CancellationToken cancellation)
    {
        try
        {
            var driver = node.DriverNamed(record.Driver);
            var again = await driver.RestoreAsync(
                node.HomeOf(record.Application), node.Images.ToolDirectoryOf(record.Image!), cancellation);
            await driver.ThawAsync(again, cancellation);
            return DropImage(record).Become(ApplicationState.Running, node.Now) with { Pid = again.Pid, StartTime = again.StartTime, Boot = node.Boot };
        }
        catch (CheckpointException failure)
        {
            logger.LogError(
                "Application {Application} was ended by its checkpoint, and does not come back from it: {Reason}", record.Application, failure.Message);
            return record.End(ApplicationState.Lost, exitCode: null, node.Now);
        }
    }

    /// <summary>By its tool, or by itself where it saves itself by its own commands.</summary>
    private bool WasEnded(ApplicationRecord record) =>
        record.Image is { } image && node.Images.Find(image) is null
        && node.Drivers.TryGetValue(record.Driver, out var driver)
        && (driver.Capabilities.NeedsCommands || !driver.Capabilities.KeepsSourceStopped);

    private ApplicationRecord DropImage(ApplicationRecord record)
    {
        node.Images.Remove(record.Image);
        return record with { Image = null, HomeFrom = null };
    }

    private bool IsThere(ApplicationRecord record) =>
        record.Pid is { } pid && record.Boot == node.Boot && ProcessTable.Find(pid, record.StartTime) is not null;
}
