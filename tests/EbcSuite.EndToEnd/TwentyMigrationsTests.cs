using EbcSuite.TestKit;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd;

/// <summary>What one migration does not show: what many leave behind.</summary>
[TestFixture, Category("EndToEnd"), Category("Soak"), NonParallelizable]
public sealed class TwentyMigrationsTests
{
    private static readonly Solver Heat = new() { MegabytesPerRank = 4, BallastMegabytes = 2, Iterations = 6000, PaceMs = 5, ProgressEvery = 1 };

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(15)).Token;

    [Test]
    public async Task Twenty_migrations_to_and_fro_lose_nothing_and_leave_nothing()
    {
        await using (var deployment = await Deployment.StartAsync(
            new() { NodesPerSite = 1, LogDirectory = Repository.PathOf("artifacts", "test-results", "twenty-logs") }, Limit))
        {
            string[] nodes = ["vm-a1", "vm-b1"];
            var before = nodes.Select(node => Snapshot(deployment, node)).ToList();
            var heat = new DeployedSolver(deployment, "heat", Heat);
            await heat.StartAsync("vm-a1", Limit);
            await heat.WhenIterationAsync("vm-a1", 10, Limit);
            for (var number = 1; number <= 20; number++)
            {
                var (source, target) = (nodes[(number + 1) % 2], nodes[number % 2]);
                await deployment.MigrateAsync("heat", target, Limit);
                await heat.WhenIterationAsync(target, heat.IterationOn(target) + 5, Limit);
                deployment.ApplicationProcesses(source).Should().BeEmpty($"migration {number} has left {source}");
                Directory.Exists(heat.DirectoryOn(source)).Should().BeFalse($"migration {number} has left {source}");
            }

            heat.IterationOn("vm-a1").Should().BeLessThan(Heat.Iterations, "it was moved while it ran, every time");
            var whole = new DeployedSolver(deployment, "whole", Heat with { PaceMs = 0 });
            await whole.StartAsync("vm-b1", Limit);
            (await heat.ResultAsync("vm-a1", Limit)).Should().Equal(await whole.ResultAsync("vm-b1", Limit));
            heat.Solver.IsWhole(heat.ProgressOn("vm-a1")).Should().BeTrue();

            await deployment.EbcJsonAsync(["stop", "heat", "--remove-files"], Limit);
            await deployment.EbcJsonAsync(["stop", "whole", "--remove-files"], Limit);
            await Until.HoldsAsync(() => nodes.All(node => Contents(deployment, node, "trash").Count == 0), Limit);
            nodes.Select(node => Snapshot(deployment, node)).Should().BeEquivalentTo(before);
        }

        HostLeftovers.Find().Should().BeEmpty();
    }

    /// <summary>What a node has: mounts, processes, their namespaces, applications' files and images.</summary>
    private static List<string> Snapshot(Deployment deployment, string node)
    {
        var host = deployment.Network[node];
        var processes = host.Processes();
        return
        [
            .. File.ReadAllLines($"/proc/{host.Pid}/mountinfo").Select(line => "mount " + line.Split(' ')[4]),
            .. processes.Select(p => "process " + p.CommandLine),
            .. processes.SelectMany(p => NamespacesOf(p.Pid)).Distinct().Order(StringComparer.Ordinal),
            .. Contents(deployment, node, "applications"),
            .. Contents(deployment, node, "images"),
        ];
    }

    private static IEnumerable<string> NamespacesOf(int pid) => Directory.Exists($"/proc/{pid}/ns")
        ? Directory.EnumerateFiles($"/proc/{pid}/ns").Select(path => File.ResolveLinkTarget(path, returnFinalTarget: false)!.Name)
        : [];

    private static List<string> Contents(Deployment deployment, string node, string directory)
    {
        var path = deployment.Network[node].PathOutside($"/var/lib/ebc-appdrv/{directory}");
        return Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Select(e => Path.Combine(directory, Path.GetFileName(e)))] : [];
    }
}
