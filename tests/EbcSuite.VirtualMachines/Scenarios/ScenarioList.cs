namespace EbcSuite.VirtualMachines.Scenarios;

/// <summary>All of them, in the order in which they are played.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("context_again", ContextAgain.PlayAsync),
        new("daemon_restarted_and_upgraded", Upgrade.PlayAsync),
        new("resumed_from_snapshot", SnapshotResumed.PlayAsync),
        new("killed_and_rebooted", KilledAndRebooted.PlayAsync),
    ];
}
