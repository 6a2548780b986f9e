using EbcSuite.Hosting;
using EbcSuite.Messaging.Keys;
using Microsoft.Extensions.Configuration;

namespace EbcSuite.Broker.Tests;

[Category("Unit")]
public sealed class OptionsTests
{
    private DirectoryInfo _directory = null!;
    private Dictionary<string, string?> _keys = [];

    [SetUp]
    public void Begin()
    {
        _directory = Directory.CreateTempSubdirectory("ebc-options-");
        _keys = new(StringComparer.Ordinal)
        {
            ["Site"] = "a",
            ["Name"] = "broker-a",
            ["KeyFile"] = In("broker.key"),
            ["AllowedKeysFile"] = In("allowed-keys"),
        };
        KeyFile.Write(In("broker.key"), KeyPair.Generate());
        File.WriteAllText(In("allowed-keys"), "");
    }

    [TearDown]
    public void End() => _directory.Delete(recursive: true);

    [Test]
    public void Good_options_have_no_fault_and_the_documented_defaults()
    {
        var (options, faults) = Read();

        faults.Should().BeEmpty();
        options.EventsEndpoint.Should().Be("tcp://0.0.0.0:7700");
        options.BulkEndpoint.Should().Be("tcp://0.0.0.0:7701");
        options.EventsQueueBytes.Should().Be(8 * 1024 * 1024);
        options.BulkQueueBytes.Should().Be(32 * 1024 * 1024);
    }

    [TestCase("Name", "", "Name = \"\": is missing")]
    [TestCase("BulkEndpoint", "tcp://0.0.0.0:7700", "BulkEndpoint: must not be the same as EventsEndpoint")]
    [TestCase("EventsEndpoint", "0.0.0.0:7700", "EventsEndpoint = 0.0.0.0:7700: must be tcp://HOST:PORT")]
    [TestCase("LinkTimeout", "10ms", "LinkTimeout = 10ms: must be from 1s to 10m")]
    [TestCase("EventsQueueBytes", "1", "EventsQueueBytes = 1: must be from 65536 to 1073741824")]
    [TestCase("KeyFile", "/nowhere.key", "KeyFile = /nowhere.key: must name a file that exists")]
    [TestCase("Peers:0:EventsEndpoint", "tcp://m:1", "Peers:0:BulkEndpoint = \"\": is missing")]
    [TestCase("Peer", "x", "Peer = x: is not a known key. Did you mean Peers?")]
    public void A_bad_option_is_refused_by_name(string key, string value, string fault)
    {
        _keys[key] = value;

        Read().Faults.Should().Contain(f => f.StartsWith(fault, StringComparison.Ordinal));
    }

    [Test]
    public void A_key_file_that_others_can_read_and_a_bad_list_of_keys_are_faults()
    {
        File.SetUnixFileMode(In("broker.key"), (UnixFileMode)0b110_100_100);
        File.WriteAllText(In("allowed-keys"), "what is this");

        Read().Faults.Should().HaveCount(2)
            .And.Contain(f => f.Contains("chmod 600", StringComparison.Ordinal))
            .And.Contain(f => f.StartsWith("AllowedKeysFile: ", StringComparison.Ordinal));
    }

    private string In(string name) => Path.Combine(_directory.FullName, name);

    private (BrokerOptions Options, string[] Faults) Read()
    {
        var reader = new OptionsReader();
        var options = reader.Read<BrokerOptions>(new ConfigurationBuilder().AddInMemoryCollection(_keys).Build());
        return (options, [.. reader.Faults.Select(f => f.ToString())]);
    }
}
