using EbcSuite.TestKit.Hosts;

namespace EbcSuite.VirtualMachines.Scenarios;

/// <summary>
/// The daemon is started again, and its package upgraded, while an application runs and while it is moved: the application is the
/// same process throughout where it is not moved, it runs on one node, and its result is that of a run that was left alone.
/// </summary>
internal static class Upgrade
{
    private static readonly Solver Long = new() { MegabytesPerRank = 1, Iterations = 1500, ProgressEvery = 10, PaceMs = 100 };

    /// <summary>Later versions of the package, oldest first, as <c>make e2e-vm</c> packs them.</summary>
    public static IReadOnlyList<string> Packages()
    {
        var directory = Repository.PathOf("artifacts", "deb-upgrades");
        return Directory.Exists(directory)
            ? [.. Directory.GetFiles(directory, "ebc-appdrv_*.deb").Order(StringComparer.Ordinal)]
            : [];
    }

    public static async Task PlayAsync(Lab lab, IDictionary<string, string> seen, CancellationToken limit)
    {
        var packages = Packages().Select(Path.GetFileName).ToList();
        Must.Hold(packages.Count == 2, $"two later packages are wanted in artifacts/deb-upgrades, there are {packages.Count}");
        var expected = await VmSolver.ReferenceAsync(lab, Long, limit);
        var app = new VmSolver(lab, "steady", Long);
        await app.StartAsync("vm-a1", limit);
        await app.WhenOnwardAsync("vm-a1", limit);
        var pid = await app.PidAsync(limit);

        await RestartAsync(lab, "vm-a1", limit);
        await SameAsync(lab, app, pid, "after a restart of the daemon", limit);
        seen["restart_while_it_runs"] = "the same process runs on";

        await UpgradeAsync(lab, "vm-a1", packages[0]!, limit);
        await SameAsync(lab, app, pid, "after an upgrade", limit);
        seen["upgrade_while_it_runs"] = $"{packages[0]}: the same process runs on";

        seen["restart_of_the_target_while_it_moves"] = await MoveAsync(
            lab, app, "vm-a1", "vm-b1", "transferring", () => RestartAsync(lab, "vm-b1", limit), limit);
        var at = await NodeOfAsync(app, limit);
        var other = at == "vm-a1" ? "vm-b1" : "vm-a1";
        seen["upgrade_of_the_source_while_it_moves"] = await MoveAsync(
            lab, app, at, other, "checkpointing", () => UpgradeAsync(lab, at, packages[1]!, limit), limit);

        var last = await NodeOfAsync(app, limit);
        Must.Hold(await app.IsIdenticalAsync(last, expected, limit), "the result is not that of a run that was left alone");
        seen["result_identical"] = "true";
    }

    /// <summary>Disturbs a migration when a step begins. It ends in one of two ways, and in both the application runs on one node.</summary>
    private static async Task<string> MoveAsync(
        Lab lab, VmSolver app, string from, string to, string step, Func<Task> disturb, CancellationToken limit)
    {
        var begun = await lab.NextEventAsync($"event = \"progress\" and application = \"{app.Name}\" and step = \"{step}\" and state = \"begun\"", limit);
        var migration = lab.Deployment.EbcAsync(["migrate", app.Name, "--to", to, "--json"], limit);
        await begun;
        await disturb();
        var result = await migration;
        await lab.Deployment.WhenStateAsync(app.Name, "running", limit);
        var at = await NodeOfAsync(app, limit);
        Must.Hold(at == (result.ExitCode == 0 ? to : from), $"ebc migrate ended with {result.ExitCode}, but {app.Name} is on {at}: {result.Error}");
        var ranks = 0;
        foreach (var node in (string[])[from, to])
            ranks += int.Parse(await lab[node].Agent.ShellAsync("pgrep -x heat | wc -l", limit));
        Must.Hold(ranks == Long.Ranks, $"{app.Name} has {Long.Ranks} ranks, and {ranks} run on the two nodes");
        await app.WhenOnwardAsync(at, limit);
        return result.ExitCode == 0 ? $"done, runs on {to}" : $"undone, runs on {from}";
    }

    private static async Task SameAsync(Lab lab, VmSolver app, int pid, string when, CancellationToken limit)
    {
        await lab.WhenAsync("vm-a1", alive: true, limit);
        await lab.Deployment.WhenStateAsync(app.Name, "running", limit);
        await app.WhenOnwardAsync("vm-a1", limit);
        var now = await app.PidAsync(limit);
        Must.Hold(now == pid, $"{app.Name} had pid {pid} and has {now} {when}");
    }

    private static async Task<string> NodeOfAsync(VmSolver app, CancellationToken limit) =>
        (await app.SeenAsync(limit)).GetProperty("node").GetString()!;

    private static async Task RestartAsync(Lab lab, string node, CancellationToken limit) =>
        (await lab[node].Agent.RunAsync(["/usr/bin/systemctl", "restart", "ebc-appdrv"], limit)).Succeeded();

    private static async Task UpgradeAsync(Lab lab, string node, string package, CancellationToken limit) =>
        (await lab[node].Agent.RunAsync(["/usr/bin/dpkg", "--install", $"/var/tmp/packages/{package}"], limit)).Succeeded();
}
