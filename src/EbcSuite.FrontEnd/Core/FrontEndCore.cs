using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Journal;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.FrontEnd.Core;

/// <summary>
/// All that the front-end decides, without a socket, a file or a clock: it takes notifications and the time, and returns what is
/// to be done. One thread; the effects of one call are performed before the next call.
/// </summary>
public sealed partial class FrontEndCore
{
    private readonly FrontEndSettings _settings;
    private readonly RequestJudge _judge;
    private readonly DateTimeOffset _settledAt;
    private readonly List<Request> _waiting = [];
    private readonly List<FrontEndEffect> _effects = [];
    private FencingTokens _tokens;
    private DateTimeOffset _nextAliveAt;

    /// <param name="replay">What the journal comes to.</param>
    /// <param name="run">Names this run in the ids of its node_alive, so that answers to an earlier run are known.</param>
    public FrontEndCore(FrontEndSettings settings, JournalReplay replay, string run, DateTimeOffset now)
    {
        _settings = settings;
        Run = run;
        Fleet = new(settings.NodeDeadAfter);
        Operations = new(settings.RememberedAnswers);
        _judge = new(Fleet, Operations, settings);
        _tokens = replay.Tokens;
        _nextAliveAt = now;
        _settledAt = now + settings.Settle;
        foreach (var report in replay.Finished)
        {
            Operations.Finish(report);
        }

        foreach (var report in replay.Unsaid.Values.OrderBy(r => r.Operation, StringComparer.Ordinal))
        {
            End(report, _tokens.Of(report.Application ?? ""), now);
        }

        foreach (var plan in replay.Unfinished.Values.OrderBy(p => p.Operation, StringComparer.Ordinal))
        {
            Note(plan.Operation, $"{plan.Of} of {plan.Application} goes on after a restart");
            Operations.Put(plan.Resumed(now));
            foreach (var node in plan.Nodes)
            {
                Fleet.Expect(node, now);
            }
        }
    }

    public string Run { get; }

    public Fleet Fleet { get; }

    public Operations Operations { get; }

    public FencingTokens Tokens => _tokens;

    /// <summary>What the front-end subscribes to.</summary>
    public static IReadOnlyList<Filter> Subscriptions(string identity)
    {
        var notOwn = Constraint.Create(AttributeNames.From, Operator.NotEqual, identity);
        return
        [
            Filter.Create(Constraint.Create(AttributeNames.Event, Operator.In, [.. Request.Events.Select(e => (AttributeValue)e)])),
            Filter.Create(
                Constraint.Create(
                    AttributeNames.Event, Operator.In, EventNames.Report, EventNames.NodeUp, EventNames.ApplicationState),
                notOwn),
        ];
    }

    public IReadOnlyList<FrontEndEffect> Handle(Notification notification, DateTimeOffset now)
    {
        switch (notification.Text(AttributeNames.Event))
        {
            case EventNames.Report:
                OnReport(notification, now);
                break;
            case EventNames.NodeUp:
                OnStatus(notification.Text(AttributeNames.From), notification.Body, round: null, now);
                break;
            case EventNames.ApplicationState:
                OnNews(notification, now);
                break;
            default:
                OnRequest(notification, now);
                break;
        }

        return Take();
    }

    /// <summary>The link to the broker came back (or is there first): nodes are asked at once, and not judged by what was not heard.</summary>
    public void Connected(DateTimeOffset now)
    {
        Fleet.Forgive(now);
        _nextAliveAt = now;
    }

    /// <summary>Time passed. Called often (the service: every 200 ms) while there is a link to the broker.</summary>
    public IReadOnlyList<FrontEndEffect> Tick(DateTimeOffset now)
    {
        if (now >= _nextAliveAt)
        {
            Fleet.Round++;
            _nextAliveAt = now + _settings.NodeAliveInterval;
            Publish(NodeNews.NodeAlive(_settings.Identity, $"{Run}-{Fleet.Round}"));
        }

        foreach (var node in Fleet.Judge(now))
        {
            Note(operation: null, $"{node.Name} is dead: silent since {node.LastSeen:HH:mm:ss.fff}Z", warning: true);
            Publish(NodeNews.Judged(_settings.Identity, node.Name, node.Status?.Site ?? "unknown", alive: false));
            GiveAll(new PlanInput.NodeDied(node.Name), now);
        }

        GiveAll(new PlanInput.Tick(), now);
        if (now >= _settledAt && _waiting.Count > 0)
        {
            var requests = _waiting.ToArray();
            _waiting.Clear();
            Array.ForEach(requests, r => Begin(r, now));
        }

        return Take();
    }

    private void OnReport(Notification notification, DateTimeOffset now)
    {
        if (!Report.TryRead(notification, out var report, out var problem))
        {
            Note(notification.Text(AttributeNames.Operation), $"A report that cannot be read: {problem}", warning: true);
            return;
        }

        if (report.Of == EventNames.NodeAlive)
        {
            OnStatus(report.From, report.Body, Round(report.Operation), now);
            return;
        }

        Fleet.Heard(report.From, now);
        if (Operations.Plan(report.Operation) is { } plan)
        {
            Note(
                report.Operation,
                report.IsDone ? $"{report.From}: {report.Of} {report.Role} done"
                    : $"{report.From}: {report.Of} {report.Role} {report.Outcome}: {report.Error}: {report.Message}",
                warning: !report.IsDone);
            Perform(plan.Handle(new PlanInput.Reported(report), now), now);
        }
    }

    private void OnStatus(string? from, ReadOnlyMemory<byte> body, long? round, DateTimeOffset now)
    {
        if (!NodeNews.TryRead(body, out var status, out var problem) || status.Node != from)
        {
            Note(operation: null, $"A status from {from} that cannot be taken: {problem ?? "it is of another node"}", warning: true);
            return;
        }

        foreach (var application in status.Applications)
        {
            _tokens = _tokens.Seen(application.Application, application.Token);
        }

        if (Fleet.Heard(status, round, now))
        {
            Note(operation: null, $"{status.Node} at {status.Site} is up");
            Publish(NodeNews.Judged(_settings.Identity, status.Node, status.Site, alive: true));
            GiveAll(new PlanInput.NodeCameUp(status.Node), now);
        }
    }

    // The round of node_alive that an id names; -1 for an earlier run's, which is older than any.
    private long Round(string operation) =>
        operation.StartsWith(Run + "-", StringComparison.Ordinal) && long.TryParse(operation.AsSpan(Run.Length + 1), out var n) ? n : -1;

    private void OnNews(Notification notification, DateTimeOffset now)
    {
        if (!ApplicationNews.TryRead(notification, out var news, out var problem))
        {
            Note(operation: null, $"An application_state that cannot be read: {problem}", warning: true);
            return;
        }

        Fleet.Heard(news.From, now);
        Fleet.Change(news.From, news.Application, certain: false, old => old is null ? null
            : old with { State = news.State, ExitCode = news.ExitCode ?? old.ExitCode, Since = now });
        Note(operation: null, $"{news.Application} on {news.From} is {Words.Of(news.State)}");
    }

    private void OnRequest(Notification notification, DateTimeOffset now)
    {
        if (Request.TryRead(notification, out var request, out var problem))
        {
            if (now < _settledAt)
            {
                _waiting.Add(request);
                return;
            }

            Begin(request, now);
            return;
        }

        var operation = notification.Text(AttributeNames.Operation);
        if (!Names.IsOperation(operation))
        {
            Note(operation: null, $"A request that cannot be answered: {problem}", warning: true);
            return;
        }

        Refuse(
            operation!,
            notification.Text(AttributeNames.Event) ?? "",
            notification.Text(AttributeNames.Application),
            new(CheckpointFault.BadRequest, problem));
    }

    private void Begin(Request request, DateTimeOffset now)
    {
        if (request.Event == EventNames.SystemInfo)
        {
            Publish(SystemInfoAnswer.To(request, Fleet, Operations, _settings).ToNotification());
        }
        else if (Operations.Answer(request.Operation) is { } answer)
        {
            Publish(answer.ToNotification());
        }
        else if (Operations.Plan(request.Operation) is { } plan)
        {
            Note(plan.Operation, "Asked again while it is under way");
        }
        else if (_judge.Judge(request) is { } refusal)
        {
            Operations.Finish(Refuse(request.Operation, request.Event, request.Application, refusal));
        }
        else
        {
            Note(request.Operation, $"{request.Event} of {request.Application}, asked by {request.From}");
            if (request.Event == EventNames.StartApplication && StartDriver.For(request, Fleet, _settings) is { Driver: { } driver } choice)
            {
                Note(request.Operation, $"The driver is {driver}: {choice.Reason}");
            }

            Perform(PlanFor.Request(request, Fleet, _tokens, _settings, now), now);
        }
    }

    private Report Refuse(string operation, string of, string? application, Refusal refusal)
    {
        Note(operation, $"{of} refused: {refusal.Fault}: {refusal.Message}", warning: true);
        var report = new Report
        {
            Operation = operation,
            Of = of,
            From = _settings.Identity,
            Outcome = Outcomes.Refused,
            Error = refusal.Fault,
            Message = refusal.Message,
            Application = application,
            Final = true,
        };
        Publish(report.ToNotification());
        return report;
    }
}
