using EbcSuite.Cli.Help;
using EbcSuite.Cli.Tests.Doubles;

namespace EbcSuite.Cli.Tests;

[Category("Unit")]
public sealed class UsageTests
{
    [TestCase("fly")]
    [TestCase("migrate", "heat")]
    [TestCase("migrate", "--to", "vm-b1")]
    [TestCase("nodes", "surplus")]
    [TestCase("nodes", "--colour")]
    [TestCase("start", "heat", "--node", "vm-a1")]
    [TestCase("start", "heat", "--node", "vm-a1", "--env", "NOVALUE", "--", "true")]
    [TestCase("events", "--count", "0")]
    [TestCase("events", "event == 3")]
    [TestCase("nodes", "--timeout", "soon")]
    [TestCase("nodes", "--broker", "udp://192.0.2.1:1")]
    [TestCase("publish", "novalue")]
    [TestCase("status", "sshd")]
    [TestCase("allow", "vm-a1", "--role", "king", "--public-key", "x", "--file", "y")]
    public async Task A_wrong_command_line_is_exit_code_64_with_what_and_what_to_do(params string[] arguments)
    {
        using var ebc = new CommandLine();

        var code = await ebc.RunAsync(arguments);

        code.Should().Be(ExitCodes.Usage, ebc.Error);
        ebc.Out.Should().BeEmpty();
        ebc.Error.Should().StartWith("ebc: ").And.Subject.TrimEnd().Split('\n').Should().HaveCount(2);
    }

    [Test]
    public async Task With_json_a_wrong_command_line_is_told_as_json_too()
    {
        using var ebc = new CommandLine();

        (await ebc.RunAsync("migrate", "heat", "--json")).Should().Be(64);

        ebc.Error.Should().StartWith("{\"error\":\"Usage\",").And.EndWith(",\"exit_code\":64}\n");
    }

    [Test]
    public async Task Help_is_exit_code_0_and_lists_examples_and_every_exit_code([Values("", "migrate", "events", "start", "token", "token create")] string command)
    {
        using var ebc = new CommandLine();

        (await ebc.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Should().Be(0);

        ebc.Out.Should().Contain("Examples:").And.ContainAll(Examples.Of(command));
        ebc.Out.Should().ContainAll(ExitCodes.Table.Select(e => e.Meaning));
    }

    [TestCaseSource(nameof(EveryExample))]
    public void Every_example_of_the_help_is_a_right_command_line(string example)
    {
        var root = CommandTree.Build(new(Surroundings.OfProcess(), new()), new());

        root.Parse([.. Words(example).Skip(1)]).Errors.Should().BeEmpty();
    }

    // As a shell splits: at spaces outside of single quotes.
    private static IEnumerable<string> Words(string line) =>
        line.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> EveryExample() =>
        new[] { "", "nodes", "apps", "status", "start", "stop", "migrate", "checkpoint", "restart", "events", "publish", "keygen", "allow",
            "token", "token create", "token list", "token revoke" }
            .SelectMany(Examples.Of);
}
