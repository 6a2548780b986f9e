using System.Diagnostics;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.VirtualMachines.Scenarios;

/// <summary>
/// A VM is taken away without warning: it is found dead in the set time. It boots again from its disk: it registers without a new
/// token or key, its application is told of as lost, and is restarted from its last checkpoint because that is asked for.
/// </summary>
internal static class KilledAndRebooted
{
    private static readonly Solver Heat = new() { MegabytesPerRank = 1, Iterations = 400, ProgressEvery = 10, PaceMs = 100 };

    public static async Task PlayAsync(Lab lab, IDictionary<string, string> seen, CancellationToken limit)
    {
        const string Node = "vm-a1";
        var expected = await VmSolver.ReferenceAsync(lab, Heat, limit);
        var app = new VmSolver(lab, "phoenix", Heat);
        await app.StartAsync(Node, limit);
        await app.WhenOnwardAsync(Node, limit);
        var image = (await lab.Deployment.EbcJsonAsync(["checkpoint", app.Name], limit)).GetProperty("image").GetString()!;
        await app.WhenOnwardAsync(Node, limit);
        await lab[Node].Agent.RunAsync(["/bin/sync"], limit);

        var dead = await lab.NextEventAsync($"event = \"node_dead\" and node = \"{Node}\"", limit);
        var watch = Stopwatch.StartNew();
        await lab[Node].KillAsync(limit);
        await dead;
        seen["found_dead_ms"] = $"{watch.ElapsedMilliseconds}";
        seen["node_dead_after_ms"] = $"{Lab.DeadAfter.TotalMilliseconds}";
        Must.Hold(
            watch.Elapsed < Lab.DeadAfter + Lab.AliveInterval + TimeSpan.FromSeconds(5), $"found dead only after {watch.Elapsed.TotalSeconds:0.0} s");

        watch.Restart();
        await lab[Node].StartAsync(limit);
        await lab.WhenAsync(Node, alive: true, limit);
        seen["reboot_to_registered_ms"] = $"{watch.ElapsedMilliseconds}";
        await lab.Deployment.WhenStateAsync(app.Name, "lost", limit);
        seen["after_reboot"] = "reported as lost";

        watch.Restart();
        await lab.Deployment.EbcJsonAsync(["restart", app.Name, "--image", image, "--to", Node], limit);
        seen["restart_ms"] = $"{watch.ElapsedMilliseconds}";
        Must.Hold(await app.IsIdenticalAsync(Node, expected, limit), "restarted, it does not end with the result of a run that was left alone");
        seen["result_identical"] = "true";
    }
}
