using System.Text;
using System.Text.Json;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.VirtualMachines;

/// <summary>The heat solver as an application on VMs, looked at through their guest agents.</summary>
internal sealed class VmSolver(Lab lab, string name, Solver solver)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public string Name => name;

    private string Home => Deployment.DirectoryOf(name);

    public Task StartAsync(string node, CancellationToken limit) =>
        lab.Deployment.EbcJsonAsync(["start", name, "--node", node, "--timeout", "600", "--", .. solver.Command(".")], limit);

    /// <summary>Returns when it has told of an iteration on a node.</summary>
    public async Task WhenIterationAsync(string node, int iteration, CancellationToken limit)
    {
        using var timer = new PeriodicTimer(Look);
        while (await IterationAsync(node, limit) < iteration)
            await timer.WaitForNextTickAsync(limit);
    }

    public async Task<int> IterationAsync(string node, CancellationToken limit) =>
        Solver.Progress(await ProgressAsync(node, limit)) is [.., var last] ? last : 0;

    /// <summary>Returns when it runs on a little: 3 more lines of progress.</summary>
    public async Task WhenOnwardAsync(string node, CancellationToken limit) =>
        await WhenIterationAsync(node, Math.Min(solver.Iterations, await IterationAsync(node, limit) + (3 * solver.ProgressEvery)), limit);

    /// <summary>What <c>ebc apps</c> says of it.</summary>
    public async Task<JsonElement> SeenAsync(CancellationToken limit) =>
        (await lab.Deployment.EbcJsonAsync(["apps", "--timeout", "60"], limit)).GetProperty("applications").EnumerateArray()
            .Single(a => a.GetProperty("application").GetString() == name);

    /// <summary>The pid of its capsule on the node where it is.</summary>
    public async Task<int> PidAsync(CancellationToken limit) => (await SeenAsync(limit)).GetProperty("pid").GetInt32();

    /// <summary>Whether its result, once it has ended by itself on a node, is that of a run that was not moved.</summary>
    public async Task<bool> IsIdenticalAsync(string node, byte[] expected, CancellationToken limit)
    {
        await lab.Deployment.WhenStateAsync(name, "finished", limit);
        var result = await lab[node].Agent.ReadAsync($"{Home}/result.bin", limit);
        return result is not null && result.AsSpan().SequenceEqual(expected) && solver.IsWhole(await ProgressAsync(node, limit));
    }

    /// <summary>The same computation where nothing is emulated and nothing moves: on the manager's host, as fast as it goes.</summary>
    public static async Task<byte[]> ReferenceAsync(Lab lab, Solver solver, CancellationToken limit)
    {
        var host = lab.Deployment.Network.Manager;
        var directory = $"/var/tmp/reference-{solver.Iterations}";
        Directory.CreateDirectory(host.PathOutside(directory));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OMPI_ALLOW_RUN_AS_ROOT"] = "1",
            ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
            ["PRTE_ALLOW_RUN_AS_ROOT"] = "1",
            ["PRTE_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1",
            ["OMPI_MCA_mpi_yield_when_idle"] = "1",
        };
        (await host.RunAsync((solver with { PaceMs = 0 }).Command(directory), new() { Environment = environment }, limit)).Succeeded();
        return await File.ReadAllBytesAsync(host.PathOutside($"{directory}/result.bin"), limit);
    }

    private async Task<string> ProgressAsync(string node, CancellationToken limit)
    {
        var text = Encoding.UTF8.GetString(await lab[node].Agent.ReadAsync($"{Home}/progress.log", limit) ?? []);
        return text[..(text.LastIndexOf('\n') + 1)];
    }
}
