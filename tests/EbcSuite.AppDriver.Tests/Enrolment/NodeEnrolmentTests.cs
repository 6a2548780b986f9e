using EbcSuite.AppDriver.Enrolment;
using EbcSuite.Events;
using EbcSuite.Hosting;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EbcSuite.AppDriver.Tests.Enrolment;

/// <summary>A fresh node against a real broker.</summary>
[Category("Unit")]
public sealed class NodeEnrolmentTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private SiteBroker _broker = null!;

    [SetUp]
    public async Task Start()
    {
        _broker = new();
        await _broker.StartAsync();
    }

    [TearDown]
    public async Task Stop() => await _broker.DisposeAsync();

    [Test]
    public async Task A_node_makes_its_key_enrols_and_is_linked_on_both_planes()
    {
        var file = _broker.PathOf("token");
        File.WriteAllText(file, await _broker.TokenAsync() + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var options = _broker.Node("vm-a1") with { EnrolmentTokenFile = file };
        await using var services = Services(options);

        await using var events = BrokerLink.Dial(services, options, options.Broker);
        await using var bulk = BrokerLink.Dial(services, options, options.BulkBroker);
        await events.WhenConnectedAsync(CancellationToken.None).WaitAsync(Patience);
        await bulk.WhenConnectedAsync(CancellationToken.None).WaitAsync(Patience);

        await events.PublishAsync(Notification.Create(("from", "vm-a1")), CancellationToken.None).WaitAsync(Patience);
        File.GetUnixFileMode(options.KeyFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _broker.Allowed.All.Should().ContainSingle().Which.PublicKey.Should().Be(KeyFile.ReadSecret(options.KeyFile).PublicKey);
        File.Exists(file).Should().BeFalse("the token is spent");
    }

    [Test]
    public async Task A_broker_that_is_not_there_yet_is_waited_for_and_nothing_is_queued_meanwhile()
    {
        var token = await _broker.TokenAsync();
        var options = _broker.Node("vm-a1") with { EnrolmentToken = token };
        await _broker.StopAsync();
        await using var services = Services(options);
        await using var events = BrokerLink.Dial(services, options, options.Broker);

        var publish = () => events.PublishAsync(Notification.Create(("from", "vm-a1")), CancellationToken.None);
        (await publish.Should().ThrowAsync<MessagingException>()).Which.Fault.Should().Be(MessagingFault.NotConnected);
        await _broker.StartAsync();

        await events.WhenConnectedAsync(CancellationToken.None).WaitAsync(Patience);
    }

    [Test]
    public async Task A_refusal_is_told_by_its_name_and_ends_the_wait()
    {
        await _broker.TokenAsync();
        var options = _broker.Node("vm-a1") with { EnrolmentToken = TokenText.Make() };
        await using var services = Services(options);
        await using var events = BrokerLink.Dial(services, options, options.Broker);

        var connect = () => events.WhenConnectedAsync(CancellationToken.None).WaitAsync(Patience);

        (await connect.Should().ThrowAsync<DaemonNotPermittedException>()).Which.Message.Should().Contain("TokenUnknown").And.Contain("ebc token create");
        File.Exists(options.KeyFile).Should().BeTrue("another token is for the same key");
    }

    [Test]
    public async Task A_node_that_is_known_already_keeps_its_key_and_spends_no_token()
    {
        var options = _broker.Node("vm-a1") with { EnrolmentToken = await _broker.TokenAsync() };
        await LinkAsync(options);
        var key = File.ReadAllText(options.KeyFile);

        await LinkAsync(options with { EnrolmentToken = await _broker.TokenAsync() });

        File.ReadAllText(options.KeyFile).Should().Be(key);
        _broker.Tokens.All.Count(t => t.Use is null).Should().Be(1);
        _broker.Allowed.All.Should().ContainSingle();
    }

    [Test]
    public async Task A_node_is_stopped_while_it_waits()
    {
        var options = _broker.Node("vm-a1") with { EnrolmentToken = await _broker.TokenAsync() };
        await _broker.StopAsync();
        var services = Services(options);
        var events = BrokerLink.Dial(services, options, options.Broker);

        await services.DisposeAsync().AsTask().WaitAsync(Patience);
        await events.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    [Test]
    public void Options_say_what_is_wrong_with_key_and_token()
    {
        var missing = _broker.PathOf("missing");

        Faults(("KeyFile", missing)).Should().ContainSingle().Which.Should().StartWith("KeyFile").And.Contain("or give an enrolment token");
        Faults(("KeyFile", missing), ("EnrolmentToken", "ebct_x")).Should().ContainSingle().Which.Should()
            .StartWith("EnrolmentToken").And.Contain("is no token").And.NotContain("ebct_x");
        Faults(("KeyFile", missing), ("EnrolmentTokenFile", missing)).Should().ContainSingle().Which.Should().StartWith("EnrolmentTokenFile");
        Faults(("KeyFile", missing), ("EnrolmentToken", TokenText.Make())).Should().BeEmpty();
        Faults(("KeyFile", _broker.PathOf("broker.key")), ("EnrolmentTokenFile", missing)).Should().BeEmpty("it was enrolled before");
    }

    private async Task LinkAsync(AppDriverOptions options)
    {
        await using var services = Services(options);
        await using var events = BrokerLink.Dial(services, options, options.Broker);
        await events.WhenConnectedAsync(CancellationToken.None).WaitAsync(Patience);
    }

    private static ServiceProvider Services(AppDriverOptions options)
    {
        var services = new ServiceCollection();
        services.AddSingleton(options).AddSingleton(TimeProvider.System).AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton<DaemonStatus>().AddSingleton<NodeEnrolment>();
        return services.BuildServiceProvider();
    }

    private static string[] Faults(params (string Key, string Value)[] keys)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Node"] = "vm-a1",
            ["Site"] = "a",
            ["BrokerPublicKey"] = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7",
        };
        foreach (var (key, value) in keys)
        {
            all[key] = value;
        }

        var reader = new OptionsReader();
        reader.Read<AppDriverOptions>(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        return [.. reader.Faults.Select(f => f.ToString())];
    }
}
