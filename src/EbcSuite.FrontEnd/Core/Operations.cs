using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.FrontEnd.Core;

/// <summary>The operations under way and the last words of those that were. One thread.</summary>
public sealed class Operations(int remembered)
{
    private readonly Dictionary<string, OperationPlan> _plans = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Report> _answers = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>A copy: plans change while one goes through them.</summary>
    public IReadOnlyList<OperationPlan> UnderWay => [.. _plans.Values];

    public OperationPlan? Plan(string operation) => _plans.GetValueOrDefault(operation);

    /// <summary>An application has at most one operation.</summary>
    public OperationPlan? Of(string application) => _plans.Values.FirstOrDefault(p => p.Application == application);

    public Report? Answer(string operation) => _answers.GetValueOrDefault(operation);

    public void Put(OperationPlan plan) => _plans[plan.Operation] = plan;

    /// <summary>Keeps the last word, for the same request again; the oldest is forgotten.</summary>
    public void Finish(Report report)
    {
        _plans.Remove(report.Operation);
        if (_answers.TryAdd(report.Operation, report))
        {
            _order.Enqueue(report.Operation);
        }

        while (_order.Count > remembered)
        {
            _answers.Remove(_order.Dequeue());
        }
    }
}
