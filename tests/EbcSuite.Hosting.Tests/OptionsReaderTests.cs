using System.Text;
using Microsoft.Extensions.Configuration;

namespace EbcSuite.Hosting.Tests;

[Category("Unit")]
public sealed class OptionsReaderTests
{
    private static (SampleOptions Options, string[] Faults) Read(string json)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
            .Build();
        var reader = new OptionsReader();
        var options = reader.Read<SampleOptions>(configuration);
        return (options, [.. reader.Faults.Select(f => f.ToString())]);
    }

    [Test]
    public void An_empty_configuration_gives_the_defaults()
    {
        var (options, faults) = Read("{}");

        faults.Should().BeEmpty();
        options.Should().BeEquivalentTo(new SampleOptions());
    }

    [Test]
    public void Every_type_is_read()
    {
        var (options, faults) = Read("""
            {
              "Port": 7701, "LinkTimeout": "2m", "Colour": "green", "Share": 0.5, "Token": "t",
              "Links": [ { "Endpoint": "tcp://a:1" }, { "Endpoint": "tcp://b:2", "Password": "p" } ],
              "Weights": { "a": 1, "b": 2 },
              "Log": { "Level": "Debug", "Files": 3 }
            }
            """);

        faults.Should().BeEmpty();
        options.Port.Should().Be(7701);
        options.LinkTimeout.Should().Be(TimeSpan.FromMinutes(2));
        options.Colour.Should().Be(Colour.Green);
        options.Share.Should().Be(0.5);
        options.Links.Should().Equal(
            new SampleLink { Endpoint = "tcp://a:1" }, new SampleLink { Endpoint = "tcp://b:2", Password = "p" });
        options.Weights.Should().Equal(new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 1, ["b"] = 2 });
        options.Log.Level.Should().Be(Microsoft.Extensions.Logging.LogLevel.Debug);
        options.Log.Files.Should().Be(3);
    }

    [Test]
    public void All_faults_are_told_at_once_each_with_its_key_value_and_range()
    {
        var (_, faults) = Read("""
            {
              "Port": 70000, "LinkTimeout": "10", "Colour": "7", "Prot": 1, "Low": 20,
              "Links": [ { "Endpoint": "a:1" }, { "Endpont": "tcp://b:2" } ], "Log": { "Files": 0 }
            }
            """);

        faults.Should().HaveCount(9);
        faults.Should().ContainSingle(f => f.StartsWith("Port = 70000: must be from 1 to 65535. Give a value", StringComparison.Ordinal));
        faults.Should().ContainSingle(f => f.StartsWith("LinkTimeout = 10: is not a duration with a unit", StringComparison.Ordinal));
        faults.Should().ContainSingle(f => f.StartsWith("Colour = 7: is not one of Red, Green", StringComparison.Ordinal));
        faults.Should().ContainSingle(f => f.Contains("Prot = 1: is not a known key. Did you mean Port?", StringComparison.Ordinal));
        faults.Should().ContainSingle(f => f.StartsWith("Low: must not be over High (10)", StringComparison.Ordinal));
        faults.Should().ContainSingle(f => f.StartsWith("Links:0:Endpoint = a:1: must be tcp://HOST:PORT", StringComparison.Ordinal));
        faults.Should().ContainSingle(f => f.Contains("Links:1:Endpont", StringComparison.Ordinal) && f.Contains("Did you mean Endpoint", StringComparison.Ordinal));
        faults.Should().ContainSingle(f => f.Contains("Links:1:Endpoint", StringComparison.Ordinal) && f.Contains("is missing", StringComparison.Ordinal));
        faults.Should().ContainSingle(f => f.StartsWith("Log:Files = 0: must be from 1 to 1000", StringComparison.Ordinal));
    }

    [Test]
    public void A_secret_is_never_shown()
    {
        var (_, faults) = Read("""{ "Token": "far too long" }""");
        var shown = OptionsText.Values(new SampleOptions { Token = "hush", Links = [new() { Password = "pst" }] }).ToArray();

        faults.Should().ContainSingle().Which.Should().Contain("(hidden)").And.NotContain("far too long");
        shown.Should().Contain("Token = (hidden)").And.Contain("Links:0:Password = (hidden)");
        string.Join(' ', shown).Should().NotContain("hush").And.NotContain("pst");
    }

    [TestCase("""{ "Port": { "a": 1 } }""", "Port: is a single value, not a section")]
    [TestCase("""{ "Links": "x" }""", "Links = x: is a list or a section")]
    [TestCase("""{ "Log": 3 }""", "Log = 3: is a list or a section")]
    [TestCase("""{ "Port": 99999999999 }""", "Port = 99999999999: is not an integer from -2147483648 to 2147483647")]
    public void A_value_of_another_shape_is_refused_by_name(string json, string fault) =>
        Read(json).Faults.Should().ContainSingle().Which.Should().StartWith(fault);

    [TestCase("500ms", 500)]
    [TestCase("30s", 30_000)]
    [TestCase("1.5s", 1500)]
    [TestCase("2m", 120_000)]
    [TestCase("1h", 3_600_000)]
    [TestCase("00:00:30", 30_000)]
    public void A_duration_has_a_unit(string text, double milliseconds)
    {
        Duration.Parse(text).TotalMilliseconds.Should().Be(milliseconds);
        Duration.Parse(Duration.Write(Duration.Parse(text))).Should().Be(Duration.Parse(text));
    }

    [TestCase("30")]
    [TestCase("")]
    [TestCase("s")]
    [TestCase("-5s")]
    [TestCase("1e400s")]
    public void What_is_not_a_duration_is_not_taken_for_one(string text) => Duration.TryParse(text, out _).Should().BeFalse();

    [TestCase("tcp://0.0.0.0:7700", true)]
    [TestCase("tcp://[::1]:7700", true)]
    [TestCase("tcp://broker.a:1", true)]
    [TestCase("tcp://a:0", false)]
    [TestCase("tcp://a:65536", false)]
    [TestCase("tcp://:1", false)]
    [TestCase("ipc:///tmp/a", false)]
    [TestCase("tcp://a b:1", false)]
    public void An_endpoint_is_a_host_and_a_port(string text, bool good) => new TcpEndpointAttribute().IsValid(text).Should().Be(good);
}
