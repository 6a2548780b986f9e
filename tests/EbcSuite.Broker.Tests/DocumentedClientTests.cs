using System.Diagnostics;
using System.Text.RegularExpressions;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Broker.Tests;

/// <summary>The client of docs/protocol.md, which knows nothing of ours but that document, against a real broker.</summary>
[Category("Unit")]
public sealed partial class DocumentedClientTests
{
    // Debian's own python: another one may come first on the path, without Debian's packages.
    private const string Python = "/usr/bin/python3";

    [Test]
    public async Task The_documented_python_client_greets_subscribes_publishes_and_hears()
    {
        if (!File.Exists(Python))
        {
            Assert.Ignore($"{Python} with python3-zmq and python3-msgpack is missing: build/setup.sh installs them.");
        }

        await using var broker = await new TestBroker("documented").StartAsync();
        var key = broker.AllowClient("scripted");
        var directory = Directory.CreateTempSubdirectory("ebc-documented-");
        try
        {
            string In(string name) => Path.Combine(directory.FullName, name);
            await File.WriteAllTextAsync(In("client.py"), PythonBlock().Match(await File.ReadAllTextAsync(Document)).Groups[1].Value);
            await File.WriteAllTextAsync(In("broker.pub"), broker.PublicKey + "\n");
            KeyFile.Write(In("scripted.key"), key);
            var start = new ProcessStartInfo(
                Python, [In("client.py"), broker.Events.Endpoint, In("broker.pub"), In("scripted.key"), "scripted"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(Limit.Token());
            var errors = process.StandardError.ReadToEndAsync(Limit.Token());
            await process.WaitForExitAsync(Limit.Token());

            (await errors).Should().BeEmpty();
            process.ExitCode.Should().Be(0);
            (await output).Should().StartWith("welcomed by documented").And.Contain("delivered").And.Contain("b'any bytes'");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static string Document => Path.Combine(TestContext.CurrentContext.TestDirectory, "protocol.md");

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex PythonBlock();
}
