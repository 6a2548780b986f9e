using EbcSuite.AppDriver.Records;
using EbcSuite.AppDriver.Streams;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EbcSuite.AppDriver.Tests.Fakes;

/// <summary>One daemon with its state directory; it can be stopped and started again on the same state.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private ServiceProvider _provider;
    private bool _ended;

    private TestNode(string name, string directory, TestCloud cloud, FakeDriver driver)
    {
        Name = name;
        Directory = directory;
        Driver = driver;
        Bulk = cloud.Bulk.Client(name);
        Events = cloud.Events.Client(name);
        _provider = Compose();
    }

    public string Name { get; }

    public string Directory { get; }

    public FakeDriver Driver { get; }

    public MemoryClient Bulk { get; }

    public MemoryClient Events { get; }

    public RecordStore Records => _provider.GetRequiredService<NodeParts>().Records;

    public string Home(string application) => Path.Combine(Directory, "applications", application);

    public string Image(string image) => Path.Combine(Directory, "images", image);

    public static async Task<TestNode> StartAsync(string name, TestCloud cloud)
    {
        var node = new TestNode(name, System.IO.Directory.CreateTempSubdirectory("ebc-appdrv-").FullName, cloud, new());
        await node.BeginAsync();
        return node;
    }

    /// <summary>The daemon ends and another begins; applications are not touched.</summary>
    public async Task RestartAsync()
    {
        await EndAsync();
        _ended = false;
        _provider = Compose();
        await BeginAsync();
    }

    /// <summary>The daemon ends; nothing is done when it has ended before.</summary>
    public async Task EndAsync()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        await _provider.GetRequiredService<AppDriverService>().StopAsync(CancellationToken.None);
        await _provider.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var pids = Records.All.Where(r => r.Pid is not null).Select(r => r.Pid!.Value).ToList();
        await EndAsync();
        pids.ForEach(FakeDriver.Kill);
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task BeginAsync()
    {
        var service = _provider.GetRequiredService<AppDriverService>();
        await service.StartAsync(CancellationToken.None);
        await (await Task.WhenAny(service.Listening, service.ExecuteTask!)).WaitAsync(TimeSpan.FromSeconds(60));
    }

    private ServiceProvider Compose()
    {
        var options = new AppDriverOptions { Node = Name, Site = "site", StateDirectory = Directory };
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Liveness>();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddAppDriver(options, _ => Events, _ => Bulk, _ => [Driver]);
        services.AddSingleton(new StreamOptions { Window = 4, Patience = TimeSpan.FromMilliseconds(20), Look = TimeSpan.FromMilliseconds(10) });
        return services.BuildServiceProvider();
    }
}
