namespace EbcSuite.Broker.Enrolment;

/// <summary>What came of strangers since the start.</summary>
/// <param name="Strangers">Connections of keys that are not in the list, now.</param>
/// <param name="Enrolled">Answered Enrolled, repetitions included.</param>
/// <param name="Refused">By code.</param>
/// <param name="TurnedAway">Handshakes for which there was no room.</param>
/// <param name="Overdue">Cut, as they had not said Enrol in time.</param>
public sealed record EnrolmentReport(
    int Strangers, long Enrolled, IReadOnlyDictionary<string, long> Refused, long TurnedAway, long Overdue)
{
    public override string ToString() =>
        $"{Strangers} strangers; enrolled {Enrolled}, refused {Refused.Values.Sum()}{Reasons()}, "
        + $"turned away {TurnedAway}, overdue {Overdue}";

    private string Reasons() => Refused.Count == 0
        ? ""
        : $" ({string.Join(", ", Refused.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Value}"))})";
}
