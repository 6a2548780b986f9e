using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.FrontEnd.Core;

/// <summary>What plans want, as the front-end's effects.</summary>
public sealed partial class FrontEndCore
{
    private void GiveAll(PlanInput input, DateTimeOffset now)
    {
        foreach (var plan in Operations.UnderWay)
        {
            Perform(plan.Handle(input, now), now);
        }
    }

    private void Perform(PlanTurn turn, DateTimeOffset now)
    {
        var plan = turn.Plan;
        if (!plan.IsFinished)
        {
            Operations.Put(plan);
        }

        foreach (var effect in turn.Effects)
        {
            switch (effect)
            {
                case PlanEffect.Write(var record):
                    _tokens = _tokens.Seen(record.Application, record.Token);
                    _effects.Add(new FrontEndEffect.Append(record));
                    break;
                case PlanEffect.Send(var command):
                    Publish(command.ToNotification());
                    break;
                case PlanEffect.Tell(var step, var elapsed):
                    Note(plan.Operation, elapsed is null ? $"{Words.Of(step)} …" : $"{Words.Of(step)} done in {elapsed} ms");
                    Publish(new Progress
                    {
                        Operation = plan.Operation,
                        From = _settings.Identity,
                        Application = plan.Application,
                        Step = step,
                        State = elapsed is null ? Progress.Begun : Progress.StepDone,
                        ElapsedMs = elapsed,
                    }.ToNotification());
                    break;
                case PlanEffect.Finish(var report):
                    FleetChanges.Apply(Fleet, plan, report, now);
                    End(report, plan.Token, now);
                    break;
            }
        }
    }

    private void End(Report report, long token, DateTimeOffset now)
    {
        Operations.Finish(report);
        _effects.Add(new FrontEndEffect.Append(
            new(JournalKind.Finished, now, report.Operation, report.Application ?? "", token) { Report = report }));
        Note(
            report.Operation,
            report.IsDone ? $"{report.Of} done in {report.ElapsedMs} ms" : $"{report.Of} {report.Outcome}: {report.Error}: {report.Message}",
            warning: !report.IsDone);
        Publish(report.ToNotification());
    }

    private void Publish(Notification notification) => _effects.Add(new FrontEndEffect.Publish(notification));

    private void Note(string? operation, string text, bool warning = false) =>
        _effects.Add(new FrontEndEffect.Note(operation, warning, text));

    private FrontEndEffect[] Take()
    {
        FrontEndEffect[] taken = [.. _effects];
        _effects.Clear();
        return taken;
    }
}
