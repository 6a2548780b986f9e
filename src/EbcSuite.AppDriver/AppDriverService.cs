using EbcSuite.AppDriver.Applications;
using EbcSuite.AppDriver.Commands;
using EbcSuite.AppDriver.Records;
using EbcSuite.AppDriver.Streams;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver;

/// <summary>
/// The daemon: finds its applications, subscribes to its own identity, takes commands, and tells the news. Order of a stop: no new
/// command; transfers end, dumps and restores come to their end; the links go last. Applications are not touched.
/// </summary>
public sealed class AppDriverService(
    NodeParts node,
    IEventClient events,
    BulkPlane bulk,
    CommandDesk desk,
    Recovery recovery,
    StatusReport status,
    NodeVoice voice,
    Liveness liveness,
    ILogger<AppDriverService> logger) : BackgroundService
{
    /// <summary>More commands than this at a time are not a front-end's.</summary>
    private const int Commands = 1024;

    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when commands are taken.</summary>
    public Task Listening => _listening.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("Stopped; the applications go on");
        }
        catch (MessagingException failure) when (failure.Fault is MessagingFault.KeyRefused or MessagingFault.LibraryMissing)
        {
            throw new DaemonUnavailableException(failure.Message, failure);
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        await recovery.RunAsync(stop);
        node.Records.Saved += TellChange;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var cleaning = CleanAsync(over.Token);
        try
        {
            await events.WhenConnectedAsync(stop);
            await using var own = await events.SubscribeAsync(Filter.Equal(AttributeNames.Node, node.Node), stop, Commands);
            await using var all = await events.SubscribeAsync(Filter.Equal(AttributeNames.Event, EventNames.NodeAlive), stop);
            events.ConnectionChanged += TellUp;
            try
            {
                await TellUpAsync();
                _listening.TrySetResult();
                await (await Task.WhenAny(bulk.RunAsync(stop), TakeCommandsAsync(own, stop), AnswerAliveAsync(all, stop)));
            }
            finally
            {
                events.ConnectionChanged -= TellUp;
                await desk.StopAsync();
            }
        }
        finally
        {
            node.Records.Saved -= TellChange;
            // A fault ends it too, such as a refused key: it would be waited for without end, and the fault never told.
            await over.CancelAsync();
            await cleaning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeCommandsAsync(IEventSubscription commands, CancellationToken stop)
    {
        await foreach (var command in commands.ReadAllAsync(stop))
        {
            // News about this node and a user's start_App come by here too; node_alive has its own subscription.
            if (command.Text(AttributeNames.Event)
                is not (EventNames.NodeUp or EventNames.NodeDead or EventNames.NodeAlive or EventNames.StartApplication))
            {
                _ = Task.Run(() => desk.TakeAsync(command), CancellationToken.None);
            }
        }
    }

    private async Task AnswerAliveAsync(IEventSubscription questions, CancellationToken stop)
    {
        await foreach (var question in questions.ReadAllAsync(stop))
        {
            if (question.Text(AttributeNames.Operation) is { } operation)
            {
                voice.Say(NodeNews.Alive(operation, await status.MakeAsync(stop)).ToNotification());
            }
        }
    }

    /// <summary>Frees the space of what commands removed, a little later and beside them.</summary>
    private async Task CleanAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), node.Time);
        var heartbeat = liveness.Register("cleaning", TimeSpan.FromMinutes(5), node.Time);
        do
        {
            heartbeat.Beat();
            try
            {
                node.Images.EmptyTrash();
            }
            catch (IOException failure)
            {
                logger.LogWarning("What was removed still takes space: {Reason}", failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private void TellChange(ApplicationRecord? before, ApplicationRecord now)
    {
        if (now.State is { } state && before?.State != state)
        {
            voice.Say(new ApplicationNews(node.Node, now.Application, state, now.ExitCode).ToNotification());
        }
    }

    private void TellUp(bool connected)
    {
        if (connected)
        {
            _ = TellUpAsync();
        }
    }

    private async Task TellUpAsync()
    {
        try
        {
            await voice.SayAsync(NodeNews.NodeUp(await status.MakeAsync(CancellationToken.None)));
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Telling that the node is up failed");
        }
    }
}
