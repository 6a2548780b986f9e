using System.Text.Json;

namespace EbcSuite.VirtualMachines.Scenarios;

/// <summary>one-context runs again with the same context: nothing is touched. Then a bad context: what was configured stays.</summary>
internal static class ContextAgain
{
    private const string Node = "vm-a1";

    public static async Task PlayAsync(Lab lab, IDictionary<string, string> seen, CancellationToken limit)
    {
        var agent = lab[Node].Agent;
        var before = await DaemonAsync(lab, Node, limit);
        await agent.RunAsync(["/usr/sbin/one-context-stand-in", "network", "reconfigure"], limit);
        seen["outcome"] = await OutcomeAsync(lab, limit);
        Must.Hold(seen["outcome"] == "unchanged", $"the same context again is '{seen["outcome"]}'");
        Must.Hold(await DaemonAsync(lab, Node, limit) == before, "the daemon was started again without a reason");

        await agent.ShellAsync("printf \"EBC_SITE='two words'\\n\" >/run/bad-context.sh && /usr/lib/ebcsuite/ebc-contextualize --context /run/bad-context.sh", limit);
        seen["bad_outcome"] = await OutcomeAsync(lab, limit);
        Must.Hold(seen["bad_outcome"] == "refused", $"a bad context is '{seen["bad_outcome"]}'");
        Must.Hold(await DaemonAsync(lab, Node, limit) == before, "a bad context reached the daemon");
        seen["journal"] = (await agent.ShellAsync("journalctl --no-pager -o cat -t ebc-contextualize | grep EBC_SITE | tail -n 1", limit)).Trim();
        Must.Hold(seen["journal"].Contains("two words", StringComparison.Ordinal), "the journal does not tell of the bad value");
    }

    /// <summary>The daemon's pid.</summary>
    public static async Task<string> DaemonAsync(Lab lab, string node, CancellationToken limit) =>
        (await lab[node].Agent.RunAsync(["/usr/bin/systemctl", "show", "--property=MainPID", "--value", "ebc-appdrv"], limit)).Succeeded().Text.Trim();

    private static async Task<string> OutcomeAsync(Lab lab, CancellationToken limit)
    {
        var report = await lab[Node].Agent.ReadAsync("/run/ebc/context-report.json", limit)
            ?? throw new InvalidOperationException("there is no context report");
        return JsonSerializer.Deserialize<JsonElement>(report).GetProperty("outcome").GetString() ?? "";
    }
}
