using System.Diagnostics;
using EbcSuite.Events;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Messaging.Tests.Client;

/// <summary>The wire is ZeroMQ's and MessagePack's, not this project's: Debian's pyzmq talks to the server's side.</summary>
[TestFixture]
[Category("Unit")]
internal sealed class ForeignClientTests
{
    private const string Python = "/usr/bin/python3";

    private static readonly KeyValuePair<string, KeyPair> Foreigner = new("py-1", KeyPair.Generate());
    private static readonly KeyValuePair<string, KeyPair> Own = new("vm-a1", KeyPair.Generate());

    [Test]
    public async Task A_python_client_publishes_an_event_and_receives_one()
    {
        await RequirePackagesAsync();
        await using var broker = await TestBroker.StartAsync("tcp://127.0.0.1:*", Foreigner, Own);
        await using var client = EventClient.Start(
            new()
            {
                Endpoint = broker.Socket.Endpoint,
                Identity = Own.Key,
                Key = Own.Value,
                BrokerPublicKey = TestBroker.BrokerKey.PublicKey,
            },
            TimeProvider.System);
        await using var heard = await client.SubscribeAsync(Filter.Equal("event", "from_python"), Limit.Token());

        using var python = Start(
            Path.Combine(TestContext.CurrentContext.TestDirectory, "Client", "foreign_client.py"),
            broker.Socket.Endpoint, TestBroker.BrokerKey.PublicKey, Foreigner.Value.PublicKey, Foreigner.Value.SecretKey, Foreigner.Key);
        var output = python.StandardOutput.ReadToEndAsync(Limit.Token());
        var errors = python.StandardError.ReadToEndAsync(Limit.Token());
        var ended = python.WaitForExitAsync(Limit.Token());
        var hearing = heard.ReadAsync(Limit.Token()).AsTask();
        await Task.WhenAny(hearing, ended);
        if (ended.IsCompleted)
        {
            Assert.Fail(await errors);
        }

        var notification = await hearing;
        notification.Text("from").Should().Be("py-1");
        notification.Body.ToArray().Should().Equal("body"u8.ToArray());

        await client.PublishAsync(Notification.Create(("node", "py-1"), ("text", "grüezi")), Limit.Token());
        await ended;
        (await errors).Should().BeEmpty();
        (await output).Trim().Should().Be("grüezi");
        python.ExitCode.Should().Be(0);
    }

    private static async Task RequirePackagesAsync()
    {
        if (!File.Exists(Python))
        {
            Assert.Ignore("package python3 is missing");
        }

        foreach (var module in (string[])["zmq", "msgpack"])
        {
            using var probe = Start("-c", $"import {module}");
            await probe.WaitForExitAsync(Limit.Token());
            if (probe.ExitCode != 0)
            {
                Assert.Ignore($"package python3-{module} is missing: apt-get install python3-{module}");
            }
        }
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONIOENCODING"] = "utf-8" },
        })!;
}
