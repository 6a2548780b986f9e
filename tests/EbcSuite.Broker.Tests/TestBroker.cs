using EbcSuite.Events;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;
using Microsoft.Extensions.Logging.Abstractions;

namespace EbcSuite.Broker.Tests;

/// <summary>A broker in this process, on free ports of the loopback address, with its keys in a directory of its own.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ebc-broker-");
    private readonly List<AllowedKey> _allowed = [];
    private readonly KeyPair _key = KeyPair.Generate();
    private BrokerService? _service;

    public TestBroker(string name)
    {
        Options = new()
        {
            Name = name,
            Site = $"site-{name}",
            EventsEndpoint = "tcp://127.0.0.1:*",
            BulkEndpoint = "tcp://127.0.0.1:*",
            KeyFile = Path.Combine(_directory.FullName, "broker.key"),
            AllowedKeysFile = Path.Combine(_directory.FullName, "allowed-keys"),
            TokensFile = Path.Combine(_directory.FullName, "tokens"),
            LinkTimeout = TimeSpan.FromSeconds(30),
        };
        KeyFile.Write(Options.KeyFile, _key);
        WriteAllowed();
    }

    public BrokerOptions Options { get; private set; }

    public string PublicKey => _key.PublicKey;

    public Plane Events => _service!.Events;

    public Plane Bulk => _service!.Bulk;

    public async Task<TestBroker> StartAsync(Func<BrokerOptions, BrokerOptions>? change = null)
    {
        Options = change?.Invoke(Options) ?? Options;
        _service = new(Options, new Liveness(), TimeProvider.System, NullLogger<BrokerService>.Instance);
        await _service.StartAsync(Limit.Token());

        // The ports stay the same over a restart.
        Options = Options with { EventsEndpoint = Events.Endpoint, BulkEndpoint = Bulk.Endpoint };
        return this;
    }

    public async Task StopAsync()
    {
        if (_service is { } service)
        {
            _service = null;
            await service.StopAsync(Limit.Token());
            service.Dispose();
        }
    }

    /// <summary>How another broker dials this one; it is allowed to from now on.</summary>
    public PeerOptions Admit(TestBroker other)
    {
        Allow(new(other.PublicKey, other.Options.Name, AllowedKey.PeerRole, LinkRights.Everything));
        return new() { EventsEndpoint = Events.Endpoint, BulkEndpoint = Bulk.Endpoint, PublicKey = PublicKey };
    }

    public KeyPair AllowClient(string identity, LinkRights? rights = null)
    {
        var key = KeyPair.Generate();
        Allow(new(key.PublicKey, identity, "client", rights ?? LinkRights.Everything));
        return key;
    }

    public EventClient Client(string identity, LinkRights? rights = null, bool bulk = false) =>
        EventClient.Start(
            new()
            {
                Endpoint = (bulk ? Bulk : Events).Endpoint,
                Identity = identity,
                Key = AllowClient(identity, rights),
                BrokerPublicKey = PublicKey,
                RequestDeadline = TimeSpan.FromSeconds(60),
            },
            TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>A new token, as <c>ebc token create</c> makes it.</summary>
    public async Task<string> TokenAsync(string? node = null, TimeSpan? life = null)
    {
        var token = TokenText.Make();
        var now = TimeProvider.System.GetUtcNow();
        await ChangeTokensAsync(tokens => tokens.With(new(
            TokenText.HashOf(token), new(node, null), now, now + (life ?? TimeSpan.FromHours(1)), "node",
            new([Filter.Equal("from", TokenRecord.IdentityMark)], [Filter.Equal("node", TokenRecord.IdentityMark)]), Use: null)));
        return token;
    }

    public Task ChangeTokensAsync(Func<TokenList, TokenList> edit) =>
        new TokensFile(Options.TokensFile, TimeProvider.System, _ => { })
            .ChangeAsync(tokens => (edit(tokens), true), Limit.Token());

    public Task<EnrolmentOutcome> EnrolAsync(string identity, KeyPair key, string token) =>
        EnrolmentClient.EnrolAsync(
            new()
            {
                Endpoint = Events.Endpoint,
                Identity = identity,
                Key = key,
                BrokerPublicKey = PublicKey,
                Token = token,
                BackOffMin = TimeSpan.FromMilliseconds(10),
                BackOffMax = TimeSpan.FromMilliseconds(100),
            },
            problem => TestContext.Out.WriteLine(problem),
            TimeProvider.System,
            Limit.Token());

    /// <summary>A client whose key somebody else allowed, or nobody.</summary>
    public EventClient Client(string identity, KeyPair key, bool bulk = false) =>
        EventClient.Start(
            new() { Endpoint = (bulk ? Bulk : Events).Endpoint, Identity = identity, Key = key, BrokerPublicKey = PublicKey },
            TimeProvider.System);

    private void Allow(AllowedKey key)
    {
        _allowed.Add(key);
        WriteAllowed();
    }

    private void WriteAllowed() => File.WriteAllText(Options.AllowedKeysFile, AllowedKeys.Create(_allowed).ToString());
}
