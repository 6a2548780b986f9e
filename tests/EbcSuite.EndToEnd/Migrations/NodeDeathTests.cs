using System.Text.Json;
using EbcSuite.TestKit.Deployments;

namespace EbcSuite.EndToEnd.Migrations;

/// <summary>A VM that is gone without a word is known to be dead.</summary>
[TestFixture, Category("EndToEnd"), NonParallelizable]
public sealed class NodeDeathTests
{
    [Test]
    public async Task A_killed_machine_is_told_of_as_dead_and_nothing_is_sent_to_it()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var deployment = await Deployment.StartAsync(new() { NodesPerSite = 1 }, limit.Token);
        await deployment.Network["vm-b1"].KillAsync(limit.Token);

        while (await IsAliveAsync(deployment, limit.Token))
        {
            // Each question takes its time: asking again at once is no busy waiting.
        }

        var result = await deployment.EbcAsync(["start", "late", "--node", "vm-b1", "--json", "--", "true"], limit.Token);
        result.ExitCode.Should().Be(2);
        JsonSerializer.Deserialize<JsonElement>(result.Error).GetProperty("error").GetString().Should().Be("NodeDead");
    }

    private static async Task<bool> IsAliveAsync(Deployment deployment, CancellationToken limit) =>
        (await deployment.EbcJsonAsync(["nodes"], limit)).GetProperty("nodes").EnumerateArray()
            .Single(n => n.GetProperty("node").GetString() == "vm-b1").GetProperty("alive").GetBoolean();
}
