using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;

namespace EbcSuite.Cli.Operations;

/// <summary>One thing heard of an operation while it is followed.</summary>
public abstract record OperationUpdate
{
    /// <summary>What <paramref name="heard"/> says to who asked; null for what is between the daemons, and for what is not well formed.</summary>
    public static OperationUpdate? Read(Notification heard) => heard.Text(AttributeNames.Event) switch
    {
        EventNames.Report when Report.TryRead(heard, out var report, out _) && report.Final => new OperationEnded(report),
        EventNames.Progress when Progress.TryRead(heard, out var progress, out _) => new OperationAdvanced(progress),
        _ => null,
    };
}

/// <summary>A step began or is done, or bytes moved.</summary>
public sealed record OperationAdvanced(Progress Progress) : OperationUpdate;

/// <summary>The front-end's last word.</summary>
public sealed record OperationEnded(Report Report) : OperationUpdate;
