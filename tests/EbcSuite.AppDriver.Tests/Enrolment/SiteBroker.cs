using EbcSuite.Broker;
using EbcSuite.Events;
using EbcSuite.Hosting;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace EbcSuite.AppDriver.Tests.Enrolment;

/// <summary>A real broker in this process on free ports, and a directory in which a node's files may lie too.</summary>
internal sealed class SiteBroker : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ebc-enrol-");
    private readonly KeyPair _key = KeyPair.Generate();
    private BrokerOptions _options;
    private BrokerService? _service;

    public SiteBroker()
    {
        _options = new()
        {
            Name = "broker-a",
            Site = "a",
            EventsEndpoint = "tcp://127.0.0.1:*",
            BulkEndpoint = "tcp://127.0.0.1:*",
            KeyFile = PathOf("broker.key"),
            AllowedKeysFile = PathOf("allowed-keys"),
            TokensFile = PathOf("tokens"),
        };
        KeyFile.Write(_options.KeyFile, _key);
        File.WriteAllText(_options.AllowedKeysFile, "");
    }

    public TokenList Tokens => TokensFile.Read(_options.TokensFile);

    public AllowedKeys Allowed => AllowedKeys.Parse(File.ReadAllText(_options.AllowedKeysFile), "list");

    public string PathOf(string file) => Path.Combine(_directory.FullName, file);

    public async Task StartAsync()
    {
        _service = new(_options, new Liveness(), TimeProvider.System, NullLogger<BrokerService>.Instance);
        await _service.StartAsync(CancellationToken.None);
        _options = _options with { EventsEndpoint = _service.Events.Endpoint, BulkEndpoint = _service.Bulk.Endpoint };
    }

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _service, null) is { } service)
        {
            await service.StopAsync(CancellationToken.None);
            service.Dispose();
        }
    }

    public AppDriverOptions Node(string name) => new()
    {
        Node = name,
        Site = "a",
        Broker = _options.EventsEndpoint,
        BulkBroker = _options.BulkEndpoint,
        BrokerPublicKey = _key.PublicKey,
        KeyFile = PathOf("node.key"),
        StateDirectory = PathOf("state"),
    };

    public async Task<string> TokenAsync()
    {
        var token = TokenText.Make();
        var now = TimeProvider.System.GetUtcNow();
        await new TokensFile(_options.TokensFile, TimeProvider.System, _ => { }).ChangeAsync(
            tokens => (tokens.With(new(TokenText.HashOf(token), TokenScope.Any, now, now.AddHours(1), "node", LinkRights.Everything, Use: null)), true),
            CancellationToken.None);
        return token;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Delete(recursive: true);
    }
}
