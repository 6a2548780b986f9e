using System.Diagnostics;

namespace EbcSuite.VirtualMachines.Scenarios;

/// <summary>
/// A VM goes on from a snapshot: to its daemon the connection looks as it did, to the broker that peer is gone. The daemon notices
/// by itself, dials anew and is alive again, the same process.
/// </summary>
internal static class SnapshotResumed
{
    private const string Node = "vm-a1";

    public static async Task PlayAsync(Lab lab, IDictionary<string, string> seen, CancellationToken limit)
    {
        var machine = lab[Node];
        await lab.WhenAsync(Node, alive: true, limit);
        var daemon = await ContextAgain.DaemonAsync(lab, Node, limit);
        await machine.Monitor.HumanAsync("savevm resumed", limit);

        // The link lives on after the snapshot was taken, so what the snapshot knows of it is past.
        var answer = await lab.NextEventAsync($"event = \"report\" and from = \"{Node}\"", limit);
        await answer;
        var dead = await lab.NextEventAsync($"event = \"node_dead\" and node = \"{Node}\"", limit);
        await machine.Monitor.ExecuteAsync("stop", [], limit);
        await dead;

        await machine.Monitor.HumanAsync("loadvm resumed", limit);
        var watch = Stopwatch.StartNew();
        await machine.Monitor.ExecuteAsync("cont", [], limit);
        await lab.WhenAsync(Node, alive: true, limit);
        seen["resumed_to_alive_ms"] = $"{watch.ElapsedMilliseconds}";
        Must.Hold(await ContextAgain.DaemonAsync(lab, Node, limit) == daemon, "the daemon did not reconnect but was started again");
    }
}
