using EbcSuite.Events;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Messaging.Tests.Enrolment;

[TestFixture]
[Category("Unit")]
internal sealed class TokensFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_token_is_of_its_shape_and_no_two_are_the_same()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => TokenText.Make()).ToList();

        tokens.Should().OnlyHaveUniqueItems().And.OnlyContain(t => TokenText.IsToken(t));
        tokens.SelectMany(t => t[TokenText.Prefix.Length..]).Distinct().Should().HaveCount(32, "five bits a character");
    }

    [TestCase("")]
    [TestCase("ebct_")]
    [TestCase("ebct_7vj4q2mkfzx3o6a5wbc2n4l7yd3tgrh")]
    [TestCase("ebct_7vj4q2mkfzx3o6a5wbc2n4l7yd3tgrh1")]
    [TestCase("EBCT_7vj4q2mkfzx3o6a5wbc2n4l7yd3tgrhe")]
    public void Something_else_is_no_token(string text) => TokenText.IsToken(text).Should().BeFalse();

    [Test]
    public void A_hash_is_that_of_sha256() =>
        TokenText.HashOf("abc").Should().Be("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "FIPS 180-2, appendix B.1");

    [Test]
    public void What_is_written_is_read_back()
    {
        var key = KeyPair.Generate().PublicKey;
        var list = TokenList.Empty
            .With(Token("a") with { Scope = new("vm-a1", null) })
            .With(Token("b") with { Scope = new(null, "vm-"), Use = new(key, "vm-a2", Now, IsListed: true) })
            .With(Token("c"));

        var read = TokenList.Parse(list.ToString(), "tokens");

        read.All.Should().Equal(list.All);
        read.Admits(key, Now.AddDays(1)).Should().BeFalse();
    }

    [Test]
    public void No_file_and_an_empty_one_have_no_tokens()
    {
        TokenList.Parse(null, "tokens").All.Should().BeEmpty();
        TokenList.Parse(" \n", "tokens").All.Should().BeEmpty();
        TokensFile.Read("/nowhere/tokens").All.Should().BeEmpty();
    }

    [TestCase("nonsense", "*is not what ebc token writes*")]
    [TestCase("{}", "*'tokens' is missing*")]
    [TestCase("""{"tokens":[{"hash":"12","role":"node"}]}""", "*token 1: 'hash' is not*")]
    [TestCase("""{"tokens":[{"hash":"H","role":"peer"}]}""", "*'role' is 'peer'*")]
    [TestCase("""{"tokens":[{"hash":"H","role":"node","node":"a","node_prefix":"b"}]}""", "*given both*")]
    [TestCase("""{"tokens":[{"hash":"H","role":"node","publish":["a ?"]}]}""", "*token 1: *")]
    [TestCase("""{"tokens":[{"hash":"H","role":"node","until":"tomorrow"}]}""", "*until*")]
    [TestCase("""{"tokens":[{"hash":"H","role":"node"},{"hash":"H","role":"node"}]}""", "*given twice*")]
    [TestCase("""{"tokens":[{"hash":"H","role":"node","used":{"key":"x","identity":"a"}}]}""", "*no key*")]
    public void A_wrong_file_is_told_by_name(string text, string problem)
    {
        var parse = () => TokenList.Parse(text.Replace("\"H\"", $"\"{TokenText.HashOf("")}\"", StringComparison.Ordinal), "/etc/ebc/tokens");

        parse.Should().Throw<TokensException>().WithMessage("/etc/ebc/tokens: " + problem);
    }

    [Test]
    public async Task Of_many_changes_at_once_none_is_lost()
    {
        using var directory = new ScratchDirectory();
        var names = Enumerable.Range(0, 20).Select(i => $"{i}").ToList();

        // Each with a file object of its own, as two programs have.
        await Task.WhenAll(names.Select(n => Task.Run(() => Open(directory).ChangeAsync(l => (l.With(Token(n)), true), Limit.Token()))));

        Open(directory).Current.All.Select(t => t.Hash).Should().BeEquivalentTo(names.Select(TokenText.HashOf));
        Directory.GetFiles(Path.GetDirectoryName(directory.File("x"))!).Should().ContainSingle("nothing is left beside it");
    }

    [Test]
    public async Task A_change_that_throws_leaves_the_file_and_the_lock()
    {
        using var directory = new ScratchDirectory();
        var file = Open(directory);
        await file.ChangeAsync(l => (l.With(Token("a")), true), Limit.Token());
        var change = () => file.ChangeAsync<bool>(_ => throw new InvalidOperationException("no"), Limit.Token());

        await change.Should().ThrowAsync<InvalidOperationException>();

        (await file.ChangeAsync<int>(l => (null, l.All.Count), Limit.Token())).Should().Be(1);
    }

    [Test]
    public async Task A_changed_file_is_seen_at_once_and_a_wrong_one_is_none_and_told_once()
    {
        using var directory = new ScratchDirectory();
        var problems = new List<Exception>();
        var file = new TokensFile(directory.File("tokens"), TimeProvider.System, problems.Add);
        file.Current.IsOpen(Now).Should().BeFalse();

        await Open(directory).ChangeAsync(l => (l.With(Token("a")), true), Limit.Token());
        file.Current.IsOpen(Now).Should().BeTrue();
        File.GetUnixFileMode(directory.File("tokens")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        File.AppendAllText(directory.File("tokens"), "x");
        file.Current.IsOpen(Now).Should().BeFalse();
        file.Current.IsOpen(Now).Should().BeFalse();
        problems.Should().ContainSingle().Which.Should().BeOfType<TokensException>();
        var change = () => file.ChangeAsync(l => (l, true), Limit.Token());
        await change.Should().ThrowAsync<TokensException>();
    }

    [Test]
    public async Task A_list_of_keys_is_appended_to_with_its_comments_and_its_mode_and_through_a_link()
    {
        using var directory = new ScratchDirectory();
        var key = new AllowedKey(KeyPair.Generate().PublicKey, "vm-a1", "node", new([Filter.Equal("from", "vm-a1")], []));
        File.WriteAllText(directory.File("real"), "# comment");
        File.SetUnixFileMode(directory.File("real"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(directory.File("list"), directory.File("real"));

        await new AllowedKeysEdit(directory.File("list"), TimeProvider.System).AppendAsync(key, _ => true, Limit.Token());

        File.ReadAllText(directory.File("real")).Should().Be($"# comment\n{key}\n");
        File.GetUnixFileMode(directory.File("real")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        new FileInfo(directory.File("list")).LinkTarget.Should().NotBeNull();
    }

    [Test]
    public async Task A_line_that_would_be_read_as_another_is_not_written()
    {
        using var directory = new ScratchDirectory();
        var key = new AllowedKey(KeyPair.Generate().PublicKey, "vm-a1 peer #", "node", LinkRights.Nothing);
        var append = () => new AllowedKeysEdit(directory.File("list"), TimeProvider.System).AppendAsync(key, _ => true, Limit.Token());

        await append.Should().ThrowAsync<AllowedKeysException>();

        File.Exists(directory.File("list")).Should().BeFalse();
    }

    private static TokensFile Open(ScratchDirectory directory) => new(directory.File("tokens"), TimeProvider.System, _ => { });

    private static TokenRecord Token(string token) => new(
        TokenText.HashOf(token), TokenScope.Any, Now, Now.AddHours(1), "node",
        new([Filter.Equal("from", TokenRecord.IdentityMark)], [Filter.Everything]), Use: null);
}
