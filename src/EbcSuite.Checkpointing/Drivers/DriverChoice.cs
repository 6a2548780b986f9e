namespace EbcSuite.Checkpointing.Drivers;

/// <summary>Why a driver would be taken for a start, or would not.</summary>
/// <param name="Fits">It could be used for this application.</param>
public sealed record DriverReason(string Driver, bool Fits, string Reason);

/// <summary>The driver of a start.</summary>
/// <param name="Driver">Null when none can be used: then <paramref name="Fault"/> is the refusal's name.</param>
/// <param name="Reason">For people, also where it is refused: with what to do.</param>
/// <param name="All">All drivers of the node, the best first.</param>
public sealed record ChosenDriver(string? Driver, CheckpointFault? Fault, string Reason, IReadOnlyList<DriverReason> All);

/// <summary>
/// Which driver a start gets: the one that was asked for, or the best that the node's preflight finds. An application that brings
/// its own commands gets the driver that calls them. Of the others, the one with which most can be undone is the best.
/// </summary>
public static class DriverChoice
{
    /// <summary>The word for "the best" where a driver is configured.</summary>
    public const string Best = "best";

    private static readonly DriverCapabilities Untold = new(KeepsSourceStopped: true, RestoresStopped: true, SeveralNodes: false, Unprivileged: false);

    /// <param name="asked">Null or <see cref="Best"/> for the best.</param>
    /// <param name="launch">What is to be started; null for any program without commands of its own.</param>
    /// <param name="probes">What the node said of its drivers.</param>
    public static ChosenDriver For(string? asked, LaunchSpecification? launch, IReadOnlyList<DriverProbe> probes)
    {
        var ordered = probes.OrderByDescending(p => Rank(p, launch)).ToList();
        IReadOnlyList<DriverReason> all = [.. ordered.Select(p => Judge(p, launch))];
        if (asked is not (null or Best))
        {
            return probes.FirstOrDefault(p => p.Driver == asked) switch
            {
                null => new(null, CheckpointFault.UnknownDriver, $"There is no driver {asked}; there are: {Names(probes)}.", all),
                { Usable: false } probe => new(null, probe.Refusal, $"{asked} cannot be used: {probe.Problem}", all),
                { Capabilities.NeedsCommands: true } when launch is { Commands: null } => new(
                    null, CheckpointFault.BadRequest, $"{asked} needs the application's own commands: 'commands' of the body is missing.", all),
                _ => new(asked, null, "asked for", all),
            };
        }

        if (all.FirstOrDefault(r => r.Fits) is { } best)
        {
            return new(best.Driver, null, best.Reason, all);
        }

        return new(
            null,
            ordered.FirstOrDefault()?.Refusal ?? CheckpointFault.UnknownDriver,
            $"No driver can be used: {string.Join(" ", all.Select(r => $"{r.Driver}: {r.Reason}"))}".TrimEnd(),
            all);
    }

    private static DriverReason Judge(DriverProbe probe, LaunchSpecification? launch)
    {
        var can = probe.Capabilities ?? Untold;
        return probe switch
        {
            { Usable: false } => new(probe.Driver, Fits: false, probe.Problem!),
            _ when can.NeedsCommands && launch?.Commands is null => new(
                probe.Driver, Fits: false, "only for an application that brings its own save and resume commands"),
            _ when can.NeedsCommands => new(probe.Driver, Fits: true, "the application brings its own commands"),
            _ when !IsGoodFor(can, launch) => new(probe.Driver, Fits: false, $"only for {string.Join(", ", can.OnlyPrograms!)}"),
            _ when can is { KeepsSourceStopped: true, RestoresStopped: true } => new(
                probe.Driver, Fits: true, "a restore is tested before the source is given up"),
            _ when can.KeepsSourceStopped => new(probe.Driver, Fits: true, "the source is kept until the commitment"),
            _ => new(probe.Driver, Fits: true, "the checkpoint ends the source, which goes on from its image if the restore fails"),
        };
    }

    private static int Rank(DriverProbe probe, LaunchSpecification? launch)
    {
        var can = probe.Capabilities ?? Untold;
        if (!Judge(probe, launch).Fits)
        {
            return can.NeedsCommands ? -2 : -1;
        }

        return (can.NeedsCommands ? 8 : 0) + (can.RestoresStopped ? 4 : 0) + (can.KeepsSourceStopped ? 2 : 0) + (can.OnlyPrograms is null ? 1 : 0);
    }

    private static bool IsGoodFor(DriverCapabilities can, LaunchSpecification? launch) =>
        can.OnlyPrograms is not { } programs
        || (launch?.Arguments is { Count: > 0 } words && programs.Contains(Path.GetFileName(words[0]), StringComparer.Ordinal));

    private static string Names(IReadOnlyList<DriverProbe> probes) => string.Join(", ", probes.Select(p => p.Driver));
}
