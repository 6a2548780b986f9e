using System.Text.Json;
using EbcSuite.TestKit.Deployments;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd;

/// <summary>
/// The example docs/examples/portal as somebody else would build it: from the packed client library and nothing else, in a
/// place of its own; run beside a real broker and front-end.
/// </summary>
[TestFixture, Category("EndToEnd"), NonParallelizable]
public sealed class PortalTests
{
    private const string Portal = "/opt/portal/portal";
    private static readonly Solver Heat = new() { MegabytesPerRank = 4, BallastMegabytes = 2, Iterations = 400, PaceMs = 10 };
    private string _directory = null!;
    private Deployment _deployment = null!;

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token;

    [OneTimeSetUp]
    public async Task BuildAndStart()
    {
        _directory = Directory.CreateTempSubdirectory("ebcsuite-portal-").FullName;
        await BuildAsync(Limit);
        _deployment = await Deployment.StartAsync(
            new()
            {
                NodesPerSite = 1,
                Binds = new Dictionary<string, string>(StringComparer.Ordinal) { ["/opt/portal"] = Path.Combine(_directory, "out") },
                LogDirectory = Repository.PathOf("artifacts", "test-results", "portal-logs"),
            },
            Limit);
        var manager = _deployment.Network.Manager;
        var settings = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(manager.PathOutside("/etc/ebc/ebc.json")));
        await File.WriteAllTextAsync(manager.PathOutside("/etc/ebc/broker.pub"), settings.GetProperty("broker_key").GetString() + "\n");
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        // Null where the set-up failed: its exception is the one to be seen.
        if (_deployment is not null)
        {
            await _deployment.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
        HostLeftovers.Find().Should().BeEmpty();
    }

    [Test]
    public async Task The_portal_asks_what_there_is_moves_an_application_and_prints_the_answers()
    {
        var heat = new DeployedSolver(_deployment, "heat", Heat);
        await heat.StartAsync("vm-a1", Limit);
        await heat.WhenIterationAsync("vm-a1", 20, Limit);

        var answers = (await RunAsync("heat", "vm-b1")).Succeeded().Output;

        answers.Should().Contain("of = \"sys_info\"").And.Contain("\"vm-b1\"", "sys_info names the nodes");
        foreach (var step in new[] { "initialization", "checkpointing", "transferring", "commitment", "restarting" })
        {
            answers.Should().Contain($"step = \"{step}\"");
        }

        answers.Should().Contain("of = \"migrate_App\"");
        heat.Solver.IsWhole(await ProgressAtTheEndAsync(heat)).Should().BeTrue();
    }

    [Test]
    public async Task A_refusal_is_printed_by_name_and_is_the_exit_code()
    {
        var result = await RunAsync("nobody", "vm-b1");

        result.ExitCode.Should().Be(1, result.Error);
        result.Output.Should().Contain("error = \"UnknownApplication\"");
    }

    private static async Task<string> ProgressAtTheEndAsync(DeployedSolver heat)
    {
        await heat.ResultAsync("vm-b1", Limit);
        return heat.ProgressOn("vm-b1");
    }

    private Task<ProcessResult> RunAsync(params string[] arguments) => _deployment.Network.Manager.RunAsync(
        [Portal, "tcp://127.0.0.1:7700", "/etc/ebc/broker.pub", "/etc/ebc/operator.key", .. arguments], limit: Limit);

    private async Task BuildAsync(CancellationToken limit)
    {
        var feed = Path.Combine(_directory, "feed");
        (await ProcessRunner.RunAsync([Repository.PathOf("build", "pack.sh"), feed], limit)).Succeeded();
        Directory.EnumerateFiles(feed).Select(Path.GetExtension).Should().Contain([".nupkg", ".snupkg"]);

        var project = Directory.CreateDirectory(Path.Combine(_directory, "portal")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("docs", "examples", "portal")))
        {
            var text = await File.ReadAllTextAsync(file, limit);
            await File.WriteAllTextAsync(Path.Combine(project, Path.GetFileName(file)), text.Replace("../../../artifacts/nuget", feed, StringComparison.Ordinal), limit);
        }

        // An own directory of packages: one of this version in the user's would be taken instead of the feed's.
        (await ProcessRunner.RunAsync(
            [
                "dotnet", "publish", project, "--configuration", "Release", "--output", Path.Combine(_directory, "out"), "--nologo",
                $"-p:RestorePackagesPath={Path.Combine(_directory, "packages")}", "-warnaserror",
            ],
            limit)).Succeeded();
    }
}
