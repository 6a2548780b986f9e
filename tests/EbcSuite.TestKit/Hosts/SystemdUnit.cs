namespace EbcSuite.TestKit.Hosts;

/// <summary>A unit of a host that runs systemd.</summary>
public sealed record SystemdUnit(Host Host, string Name)
{
    /// <summary>What systemd says of it.</summary>
    public async Task<UnitState> StateAsync(CancellationToken limit)
    {
        var shown = (await Host.RunAsync(
            ["systemctl", "show", Name, "--property=ActiveState,Result,MainPID,NRestarts,ExecMainStatus"], limit: limit)).Succeeded().Output;
        var values = shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2))
            .ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        return new(
            values["ActiveState"], values["Result"], int.Parse(values["MainPID"]), int.Parse(values["NRestarts"]),
            int.Parse(values["ExecMainStatus"]));
    }

    /// <summary>Returns when systemd says what is waited for.</summary>
    public async Task<UnitState> WhenAsync(Predicate<UnitState> holds, CancellationToken limit)
    {
        var state = await StateAsync(limit);
        await Until.HoldsAsync(async () => holds(state = await StateAsync(limit)), limit);
        return state;
    }

    /// <summary>systemctl start, stop, restart, …; it returns when that is done, or has failed.</summary>
    public Task<ProcessResult> DoAsync(string verb, CancellationToken limit) => Host.RunAsync(["systemctl", verb, Name], limit: limit);

    /// <summary>A signal to its main process alone.</summary>
    public async Task KillAsync(Signal signal, CancellationToken limit) => (await Host.RunAsync(
        ["systemctl", "kill", "--kill-whom=main", $"--signal={(int)signal}", Name], limit: limit)).Succeeded();

    /// <summary>What it has written, and what systemd says about it, since the machine booted.</summary>
    public async Task<string> JournalAsync(CancellationToken limit) =>
        (await Host.RunAsync(["journalctl", "--no-pager", "--output=short-iso", $"--unit={Name}"], limit: limit)).Succeeded().Output;
}
