using System.Text.Json;
using EbcSuite.Cli.Tests.Doubles;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Cli.Tests;

[Category("Unit")]
public sealed class TokenTests
{
    private string _directory = "";

    private string File => Path.Combine(_directory, "tokens");

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("ebc-cli-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task Create_prints_the_token_alone_and_keeps_its_hash_only_for_the_owner()
    {
        using var ebc = new CommandLine();

        (await ebc.RunAsync("token", "create", "--node", "vm-a1", "--file", File)).Should().Be(0, ebc.Error);

        var token = ebc.Out.TrimEnd('\n');
        TokenText.IsToken(token).Should().BeTrue();
        System.IO.File.ReadAllText(File).Should().NotContain(token).And.Contain(TokenText.HashOf(token));
        System.IO.File.GetUnixFileMode(File).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var record = TokensFile.Read(File).All.Should().ContainSingle().Subject;
        record.Should().Match<TokenRecord>(t => t.Scope.Node == "vm-a1" && t.Expires - t.Created == TimeSpan.FromHours(24) && t.Role == "node");
        ebc.Error.Should().Contain(record.Id).And.Contain("vm-a1").And.NotContain(token);
    }

    [Test]
    public async Task What_a_token_gives_is_what_allow_gives()
    {
        using var ebc = new CommandLine();
        var key = KeyPair.Generate().PublicKey;
        await ebc.RunAsync("token", "create", "--file", File);
        await ebc.RunAsync("allow", "vm-a1", "--role", "node", "--public-key", key, "--file", Path.Combine(_directory, "list"));

        var allowed = AllowedKeys.Parse(System.IO.File.ReadAllText(Path.Combine(_directory, "list")), "list").All[0];

        TokensFile.Read(File).All[0].Allow("vm-a1", key).Should().Be(allowed);
    }

    [Test]
    public async Task Json_has_the_token_and_whom_it_is_for()
    {
        using var ebc = new CommandLine();

        (await ebc.RunAsync("token", "create", "--node-prefix", "vm-a", "--expires", "7d", "--file", File, "--json")).Should().Be(0, ebc.Error);

        var document = JsonSerializer.Deserialize<JsonElement>(ebc.Out);
        var token = document.GetProperty("token").GetString()!;
        TokenText.IsToken(token).Should().BeTrue();
        ebc.Out.Should().Be(
            $$"""{"token":"{{token}}","id":"{{TokenText.HashOf(token)[..8]}}","node_prefix":"vm-a","expires":"2026-01-08T12:00:00+00:00","file":"{{File}}"}""" + "\n");
    }

    [Test]
    public async Task List_shows_who_may_and_who_did()
    {
        using var ebc = new CommandLine();
        await ebc.RunAsync("token", "create", "--node", "vm-a1", "--expires", "1m", "--file", File);
        ebc.Time.Advance(TimeSpan.FromMinutes(2));
        await ebc.RunAsync("token", "create", "--node-prefix", "vm-", "--file", File);
        await Change(t => t.With(t.All[1] with { Use = new(KeyPair.Generate().PublicKey, "vm-a7", ebc.Time.GetUtcNow(), IsListed: true) }));
        await ebc.RunAsync("token", "create", "--file", File);
        using var list = new CommandLine();
        list.Time.Advance(TimeSpan.FromMinutes(2));

        (await list.RunAsync("token", "list", "--file", File)).Should().Be(0, list.Error);

        list.Out.Should().MatchRegex("vm-a1 +expired").And.MatchRegex("vm-… +used .*vm-a7").And.MatchRegex("any node +open");
    }

    [Test]
    public async Task Revoke_takes_an_id_or_a_token_and_refuses_what_is_not_there()
    {
        using var ebc = new CommandLine();
        await ebc.RunAsync("token", "create", "--file", File);
        await ebc.RunAsync("token", "create", "--file", File);
        var second = ebc.Out.TrimEnd('\n').Split('\n')[1];
        var first = TokensFile.Read(File).All[0].Id;

        (await ebc.RunAsync("token", "revoke", "0000", "--file", File)).Should().Be(2);
        (await ebc.RunAsync("token", "revoke", first, "ffff_", "--file", File)).Should().Be(2);
        TokensFile.Read(File).All.Should().HaveCount(2, "all or none");
        (await ebc.RunAsync("token", "revoke", first, second, "--file", File)).Should().Be(0, ebc.Error);

        TokensFile.Read(File).All.Should().BeEmpty();
    }

    [Test]
    public async Task Tokens_that_were_over_long_ago_are_left_out_when_one_is_made()
    {
        using var ebc = new CommandLine();
        await ebc.RunAsync("token", "create", "--expires", "1m", "--file", File);
        ebc.Time.Advance(TimeSpan.FromDays(32));

        await ebc.RunAsync("token", "create", "--file", File);

        TokensFile.Read(File).All.Should().ContainSingle();
    }

    [TestCase("--node", "vm a1")]
    [TestCase("--node", "")]
    [TestCase("--node-prefix", "/etc")]
    [TestCase("--expires", "0")]
    [TestCase("--expires", "400d")]
    [TestCase("--expires", "soon")]
    public async Task A_wrong_value_is_refused_and_nothing_is_made(string option, string value)
    {
        (await new CommandLine().RunAsync("token", "create", option, value, "--file", File)).Should().Be(64);

        System.IO.File.Exists(File).Should().BeFalse();
    }

    [Test]
    public async Task A_file_that_is_wrong_is_told_and_left_as_it_is()
    {
        System.IO.File.WriteAllText(File, "nonsense");
        using var ebc = new CommandLine();

        (await ebc.RunAsync("token", "create", "--file", File)).Should().Be(64);

        ebc.Error.Should().Contain("BadTokens").And.Contain(File);
        System.IO.File.ReadAllText(File).Should().Be("nonsense");
    }

    private Task<bool> Change(Func<TokenList, TokenList> edit) =>
        new TokensFile(File, TimeProvider.System, _ => { }).ChangeAsync(t => (edit(t), true), CancellationToken.None);
}
