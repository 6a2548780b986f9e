using EbcSuite.Cli.Settings;
using EbcSuite.Cli.Tests.Doubles;

namespace EbcSuite.Cli.Tests;

[Category("Unit")]
public sealed class SettingsTests
{
    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("ebc-cli-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task An_option_goes_over_the_environment_which_goes_over_the_users_file_which_goes_over_the_machines()
    {
        using var ebc = Answering();
        Directory.CreateDirectory(Path.Combine(_directory, ".config", "ebc"));
        File.WriteAllText(Path.Combine(_directory, ".config", "ebc", "ebc.json"), """{"broker_key": "of-user", "key": "of-user"}""");
        ebc.SystemConfiguration = Write("machine.json", """{"broker": "tcp://m:1", "broker_key": "of-machine", "key": "of-machine"}""");
        ebc.Variables.Clear();
        ebc.Variables["HOME"] = _directory;
        ebc.Variables["EBC_KEY"] = "of-environment";

        (await ebc.RunAsync("nodes")).Should().Be(0, ebc.Error);
        ebc.Dialled.Should().Be(new ConnectionSettings("tcp://m:1", "of-user", "of-environment", "of-environment"));

        (await ebc.RunAsync("nodes", "--key", "of-option")).Should().Be(0, ebc.Error);
        ebc.Dialled!.Key.Should().Be("of-option");

        (await ebc.RunAsync("nodes", "--key", "/keys/ann.key")).Should().Be(0, ebc.Error);
        ebc.Dialled!.Identity.Should().Be("ann");

        (await ebc.RunAsync("nodes", "--identity", "bob")).Should().Be(0, ebc.Error);
        ebc.Dialled!.Identity.Should().Be("bob");
    }

    [Test]
    public async Task A_given_file_is_read_instead_of_the_usual_ones()
    {
        using var ebc = Answering();
        ebc.Variables.Clear();
        ebc.SystemConfiguration = Write("machine.json", """{"broker": "tcp://m:1", "broker_key": "m", "key": "m"}""");

        (await ebc.RunAsync("nodes", "--config", Write("own.json", """{"broker": "tcp://o:2", "broker_key": "o"}"""))).Should().Be(64);

        ebc.Error.Should().Contain("No key is given").And.Contain("EBC_KEY");
    }

    [TestCase("""{"brokre": "tcp://m:1"}""", "brokre")]
    [TestCase("""{"broker": """, "own.json")]
    [TestCase("""{"broker": 12}""", "broker")]
    public async Task A_wrong_file_is_refused_by_name(string text, string named)
    {
        using var ebc = Answering();
        ebc.Variables.Clear();

        (await ebc.RunAsync("nodes", "--config", Write("own.json", text))).Should().Be(64);

        ebc.Error.Should().Contain(named);
    }

    [TestCase("30", 30_000)]
    [TestCase("30s", 30_000)]
    [TestCase("1.5s", 1500)]
    [TestCase("500ms", 500)]
    [TestCase("2m", 120_000)]
    [TestCase("1h", 3_600_000)]
    public void A_length_of_time_is_read_with_its_unit(string text, int milliseconds) =>
        Duration.Parse(text).TotalMilliseconds.Should().Be(milliseconds);

    [TestCase("")]
    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("s")]
    [TestCase("3 weeks")]
    [TestCase("25h")]
    [TestCase("1e9")]
    public void What_is_no_length_of_time_is_refused(string text) =>
        FluentActions.Invoking(() => Duration.Parse(text)).Should().Throw<CliException>().Which.ExitCode.Should().Be(64);

    private static CommandLine Answering() => new() { Broker = { Answer = FrontEnd.SystemInfo } };

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
