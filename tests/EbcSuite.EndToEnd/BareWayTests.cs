using EbcSuite.TestKit;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.EndToEnd;

/// <summary>The yardstick works: a real MPI program moves between VMs by scripts alone.</summary>
[TestFixture, Category("Privileged"), NonParallelizable]
public sealed class BareWayTests
{
    private static readonly Solver Heat = new() { BallastMegabytes = 2, Iterations = 500 };

    private TestNetwork _network = null!;
    private BareWay _bare = null!;

    private static CancellationToken Limit => new CancellationTokenSource(TimeSpan.FromMinutes(3)).Token;

    [OneTimeSetUp]
    public async Task Build()
    {
        _network = await TestNetwork.CreateAsync(new TestNetworkOptions
        {
            NodesPerSite = 1,
            Binds = new Dictionary<string, string>([BareWay.Bind], StringComparer.Ordinal),
        }, Limit);
        _bare = new BareWay(await _network.AddRelayAsync([_network["vm-a1"], _network["vm-b1"]], Limit));
    }

    [OneTimeTearDown]
    public async Task Remove()
    {
        await _network.DisposeAsync();
        HostLeftovers.Find().Should().BeEmpty();
    }

    [Test]
    public async Task A_moved_solver_ends_with_the_same_bits()
    {
        var (source, target) = (_network["vm-a1"], _network["vm-b1"]);
        await Start(source, "moved");
        await Start(source, "whole");
        await UntilProgress(source, "moved", 100);

        var times = await _bare.MigrateAsync(source, target, "moved", Limit);
        TestContext.Out.WriteLine(times);
        times.ImageBytes.Should().BeGreaterThan(1 << 20);

        (await Result(target, "moved")).Should().Equal(await Result(source, "whole"));
        Heat.IsWhole(Log(target, "moved")).Should().BeTrue();
        Solver.Progress(Log(source, "moved")).Should().HaveCountLessThan(Heat.Iterations / Heat.ProgressEvery);
    }

    [Test]
    public async Task A_kept_source_stays_stopped_and_goes_on_when_it_is_thawed()
    {
        var source = _network["vm-a1"];
        await Start(source, "kept");
        await UntilProgress(source, "kept", 50);
        await BareWay.CallAsync(source, "keep", "kept", [], Limit);
        (await BareWay.CallAsync(source, "states", "kept", [], Limit)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should().HaveCountGreaterThan(4).And.OnlyContain(line => line.EndsWith('T'));

        await BareWay.CallAsync(source, "thaw", "kept", [], Limit);
        await Result(source, "kept");
        Heat.IsWhole(Log(source, "kept")).Should().BeTrue();
    }

    private static async Task Start(Host host, string application)
    {
        var output = BareWay.DirectoryOf(application) + "/out";
        Directory.CreateDirectory(host.PathOutside(output));
        await BareWay.StartAsync(host, application, Heat.Command(output), Limit);
    }

    private static Task<string> UntilProgress(Host host, string application, int iteration) =>
        Until.FileContains(host.PathOutside($"{BareWay.DirectoryOf(application)}/out/progress.log"),
            log => log.Contains($"iteration {iteration} "), Limit);

    private static async Task<byte[]> Result(Host host, string application)
    {
        await Until.FileContains(host.PathOutside($"{BareWay.DirectoryOf(application)}/exit-status"), text => text == "0\n", Limit);
        return await File.ReadAllBytesAsync(host.PathOutside($"{BareWay.DirectoryOf(application)}/out/result.bin"));
    }

    private static string Log(Host host, string application) =>
        File.ReadAllText(host.PathOutside($"{BareWay.DirectoryOf(application)}/out/progress.log"));
}
