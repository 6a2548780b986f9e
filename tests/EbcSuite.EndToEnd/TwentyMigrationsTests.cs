using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd;

/// <summary>What one migration does not show: what many leave behind.</summary>
[TestFixture, Category("EndToEnd"), Category("Soak"), NonParallelizable]
public sealed class TwentyMigrationsTests
{
    private static readonly Solver Heat = new() { MegabytesPerRank = 4, BallastMegabytes = 2, Iterations = 200_000, PaceMs = 5, ProgressEvery = 1 };

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(15)).Token;

    [Test]
    public async Task Twenty_migrations_to_and_fro_lose_nothing_and_leave_nothing()
    {
        await using (var deployment = await Deployment.StartAsync(
            new() { NodesPerSite = 1, LogDirectory = Repository.PathOf("artifacts", "test-results", "twenty-logs") }, Limit))
        {
            // As many iterations as it gets through: the end is told to both by a run of exactly that length.
            var heat = new DeployedSolver(deployment, "heat", Heat with { Iterations = 6000 });
            await heat.StartAsync("vm-a1", Limit);
            await heat.WhenIterationAsync("vm-a1", 10, Limit);
            var before = Snapshot(deployment, "vm-a1");
            string[] nodes = ["vm-a1", "vm-b1"];
            for (var number = 1; number <= 20; number++)
            {
                var (source, target) = (nodes[(number + 1) % 2], nodes[number % 2]);
                await deployment.MigrateAsync("heat", target, Limit);
                await heat.WhenIterationAsync(target, heat.IterationOn(target) + 5, Limit);
                deployment.ApplicationProcesses(source).Should().BeEmpty($"migration {number} has left {source}");
                Directory.Exists(heat.DirectoryOn(source)).Should().BeFalse($"migration {number} has left {source}");
            }

            Snapshot(deployment, "vm-a1").Should().BeEquivalentTo(before, "twenty migrations add no mount and no daemon");
            var whole = new DeployedSolver(deployment, "whole", heat.Solver with { PaceMs = 0 });
            await whole.StartAsync("vm-b1", Limit);
            (await heat.ResultAsync("vm-a1", Limit)).Should().Equal(await whole.ResultAsync("vm-b1", Limit));
            heat.Solver.IsWhole(heat.ProgressOn("vm-a1")).Should().BeTrue();
        }

        HostLeftovers.Find().Should().BeEmpty();
    }

    /// <summary>What a node has besides the application: mounts of its own namespace, and processes.</summary>
    private static List<string> Snapshot(Deployment deployment, string node)
    {
        var host = deployment.Network[node];
        var capsules = deployment.ApplicationProcesses(node).Select(p => p.Pid).ToHashSet();
        return
        [
            .. File.ReadAllLines($"/proc/{host.Pid}/mountinfo").Select(line => "mount " + line.Split(' ')[4]),
            .. host.Processes().Where(p => !capsules.Contains(p.Pid) && p.CommandLine.Contains("ebc-")).Select(p => p.CommandLine),
        ];
    }
}
