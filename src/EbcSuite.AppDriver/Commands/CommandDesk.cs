using System.Collections.Concurrent;
using EbcSuite.AppDriver.Records;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using Microsoft.Extensions.Logging;

namespace EbcSuite.AppDriver.Commands;

/// <summary>
/// Takes commands: answers what was answered before, begins nothing twice, refuses what is stale or out of turn, lets thaw and
/// destroy end what is under way, and turns what handlers do into reports. Commands of different applications run side by side.
/// </summary>
public sealed class CommandDesk(
    NodeParts node,
    ResultStore results,
    ApplicationGates gates,
    NodeVoice voice,
    IReadOnlyDictionary<string, ICommandHandler> handlers,
    ILogger<CommandDesk> logger)
{
    /// <summary>A dump or restore that thaw or destroy finds under way may come to its end by itself for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CommandUnderWay> _underWay = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CommandUnderWay> _changing = new(StringComparer.Ordinal);
    private bool _stopping;

    /// <summary>Does the command and publishes its report; returns when both is done. Never throws.</summary>
    public async Task TakeAsync(Notification notification)
    {
        if (!Command.TryRead(notification, out var command, out var problem))
        {
            await RefuseUnreadableAsync(notification, problem);
            return;
        }

        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["operation"] = command.Operation });
        try
        {
            if (await AnswerAsync(command) is { } report)
            {
                await voice.SayAsync(report.ToNotification());
            }
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Command {Key} for {Application} failed by a fault of this daemon", command.Key, command.Application);
            await voice.SayAsync(Report
                .NotDone(command, node.Node, Outcomes.Failed, CheckpointFault.Internal, failure.Message).ToNotification());
        }
    }

    /// <summary>Ends transfers, waits for everything else: killing a dump halfway helps nobody.</summary>
    public async Task StopAsync()
    {
        CommandUnderWay[] left;
        lock (_lock)
        {
            _stopping = true;
            left = [.. _underWay.Values];
        }

        foreach (var transfer in left.Where(c => c.Command.Event == EventNames.Transfer))
        {
            await transfer.Ending.CancelAsync();
        }

        await Task.WhenAll(left.Select(c => c.Ended.Task));
    }

    private async Task<Report?> AnswerAsync(Command command)
    {
        if (results.Find(command) is { } before)
        {
            return before;
        }

        using var mine = new CommandUnderWay(command);
        lock (_lock)
        {
            if (_stopping || !_underWay.TryAdd(command.Key, mine))
            {
                return null;
            }
        }

        try
        {
            // Between the look above and here it may have been finished by another.
            return results.Find(command) ?? await DoAsync(mine);
        }
        finally
        {
            lock (_lock)
            {
                _underWay.Remove(command.Key);
            }

            mine.Ended.TrySetResult();
        }
    }

    private async Task<Report?> DoAsync(CommandUnderWay mine)
    {
        var command = mine.Command;
        logger.LogInformation(
            "Begin {Act} of {Application}, token {Token}",
            command.Role is { } role ? $"{command.Event} ({role})" : command.Event, command.Application, command.Token);
        Report report;
        try
        {
            CheckToken(command);
            report = command.Event is EventNames.Inspect or EventNames.Reserve
                ? await handlers[command.Event].HandleAsync(command, mine.Ending.Token)
                : await ChangeAsync(mine);
        }
        catch (CommandRefusedException refusal)
        {
            logger.LogWarning("Refused {Event} of {Application}: {Fault}: {Reason}", command.Event, command.Application, refusal.Fault, refusal.Message);
            return Report.NotDone(command, node.Node, Outcomes.Refused, refusal.Fault, refusal.Message);
        }
        catch (CheckpointException failure)
        {
            logger.LogError("Failed {Event} of {Application}: {Fault}: {Reason}", command.Event, command.Application, failure.Fault, failure.Message);
            report = Report.NotDone(command, node.Node, Outcomes.Failed, failure.Fault, failure.Message);
        }
        catch (OperationCanceledException) when (mine.Ending.IsCancellationRequested)
        {
            if (_stopping)
            {
                // Not answered: the front-end asks again, and the daemon begins anew.
                return null;
            }

            report = Report.NotDone(command, node.Node, Outcomes.Failed, FaultOf(command), $"The {command.Event} was ended by a later command.");
        }

        results.Save(command, report);
        logger.LogInformation("End {Event} {Role} of {Application}: {Outcome} {Fault}", command.Event, command.Role, command.Application, report.Outcome, report.Error);
        return report;
    }

    private async Task<Report> ChangeAsync(CommandUnderWay mine)
    {
        var command = mine.Command;
        if (_changing.TryGetValue(command.Application, out var other))
        {
            if (command.Event is not (EventNames.Thaw or EventNames.Destroy))
            {
                throw new CommandRefusedException(
                    CheckpointFault.ApplicationBusy,
                    $"'{other.Command.Event}' of operation '{other.Command.Operation}' is under way for '{command.Application}'.");
            }

            await EndAsync(other);
        }

        using var turn = await gates.EnterAsync(command.Application, mine.Ending.Token);

        // A later command may have come while this one waited for its turn.
        CheckToken(command);
        _changing[command.Application] = mine;
        try
        {
            return await handlers[command.Event].HandleAsync(command, mine.Ending.Token);
        }
        finally
        {
            _changing.TryRemove(new(command.Application, mine));
        }
    }

    private async Task EndAsync(CommandUnderWay other)
    {
        if (other.Command.Event is EventNames.Thaw or EventNames.Destroy or EventNames.Start)
        {
            return;
        }

        if (other.Command.Event != EventNames.Transfer)
        {
            await Task.WhenAny(other.Ended.Task, Task.Delay(Patience, node.Time));
        }

        await other.EndAsync();
    }

    private void CheckToken(Command command)
    {
        lock (_lock)
        {
            var record = node.RecordOf(command.Application);
            if (command.Token < record.Token)
            {
                throw new CommandRefusedException(
                    CheckpointFault.StaleFencingToken, $"Token {command.Token} is older than {record.Token}, the last seen for '{command.Application}'.");
            }

            if (command.Token > record.Token)
            {
                node.Records.Save(record with { Token = command.Token });
            }
        }
    }

    private static CheckpointFault FaultOf(Command command) => command.Event switch
    {
        EventNames.Checkpoint => CheckpointFault.DumpFailed,
        EventNames.Restart => CheckpointFault.RestoreFailed,
        _ => CheckpointFault.TransferFailed,
    };

    private async Task RefuseUnreadableAsync(Notification notification, string problem)
    {
        logger.LogWarning("Not understood: {Problem}: {Notification}", problem, notification.ToString());
        if (notification.Text(AttributeNames.Operation) is { } operation && notification.Text(AttributeNames.Event) is { } name)
        {
            await voice.SayAsync(new Report
            {
                Operation = operation,
                Of = name,
                From = node.Node,
                Outcome = Outcomes.Refused,
                Error = CheckpointFault.BadRequest,
                Message = problem,
                Application = notification.Text(AttributeNames.Application),
                Role = notification.Text(AttributeNames.Role),
            }.ToNotification());
        }
    }
}
