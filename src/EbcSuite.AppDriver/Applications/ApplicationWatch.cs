using EbcSuite.AppDriver.Commands;
using EbcSuite.AppDriver.Records;
using EbcSuite.Checkpointing;
using EbcSuite.Drivers.Capsules;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver.Applications;

/// <summary>Notices the end of applications and writes it down: with an exit code they are finished, without one lost.</summary>
public sealed class ApplicationWatch(NodeParts node, ApplicationGates gates, ILogger<ApplicationWatch> logger) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public void Begin(ApplicationRecord record) => _ = WatchAsync(record);

    /// <summary>What an application that has no process any more became.</summary>
    public ApplicationRecord Ended(ApplicationRecord record)
    {
        var code = CapsuleLayout.Of(node.HomeOf(record.Application)).ReadExitCode();
        return record.End(code is null ? ApplicationState.Lost : ApplicationState.Finished, code, node.Now);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task WatchAsync(ApplicationRecord record)
    {
        try
        {
            await ProcessWatch.WhenEndedAsync(record.Pid!.Value, record.StartTime, _stop.Token);

            // A command under way for it (a destroy, above all) writes down itself what it did.
            using var entered = await gates.EnterAsync(record.Application, _stop.Token);
            if (node.Records.Find(record.Application) is { IsLive: true } now && now.Pid == record.Pid && now.StartTime == record.StartTime)
            {
                var ended = Ended(now);
                logger.LogInformation("Application {Application} is {State}, exit code {ExitCode}", now.Application, ended.State, ended.ExitCode);
                node.Records.Save(ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The daemon stops; the application goes on.
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Watching application {Application} failed", record.Application);
        }
    }
}
