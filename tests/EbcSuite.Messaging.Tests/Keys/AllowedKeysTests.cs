using EbcSuite.Events;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Messaging.Tests.Keys;

[TestFixture]
[Category("Unit")]
internal sealed class AllowedKeysTests
{
    private static readonly string A = KeyPair.Generate().PublicKey;
    private static readonly string B = KeyPair.Generate().PublicKey;

    [Test]
    public void A_line_without_rights_allows_everything()
    {
        var key = AllowedKeys.Parse($"{A} site-b peer\n", "keys").All.Should().ContainSingle().Subject;

        key.Should().Be(new AllowedKey(A, "site-b", "peer", LinkRights.Everything));
        key.IsPeer.Should().BeTrue();
    }

    [Test]
    public void Rights_are_filters_with_as_many_as_one_likes()
    {
        var text = $"{A} vm-a1 client publish (from = \"vm-a1\") subscribe (node = \"vm-a1\") (event = \"node_alive\") # a node";

        var rights = AllowedKeys.Parse(text, "keys").All[0].Rights;

        rights.Publish.Should().Equal(Filter.Equal("from", "vm-a1"));
        rights.Subscribe.Should().Equal(Filter.Equal("node", "vm-a1"), Filter.Equal("event", "node_alive"));
    }

    [Test]
    public void A_clause_that_is_left_out_beside_the_other_allows_nothing() =>
        AllowedKeys.Parse($"{A} watcher client subscribe ()", "keys").All[0].Rights
            .Should().Be(new LinkRights([], [Filter.Everything]));

    [Test]
    public void Parentheses_quotes_and_hashes_inside_of_strings_are_part_of_them()
    {
        var filter = Filter.Equal("name", "a) \"b\" (# c");

        var rights = AllowedKeys.Parse($"{A} x client publish ({filter}) subscribe ()", "keys").All[0].Rights;

        rights.Publish.Should().Equal(filter);
    }

    [Test]
    public void What_is_printed_is_read_back()
    {
        var keys = AllowedKeys.Create(
            new AllowedKey(A, "vm-a1", "client", new([Filter.Equal("from", "vm-a1")], [Filter.Equal("node", "vm-a1"), Filter.Everything])),
            new AllowedKey(B, "hcm", "peer", LinkRights.Everything));

        AllowedKeys.Parse(keys.ToString(), "keys").All.Should().Equal(keys.All);
    }

    [Test]
    public void Comments_and_empty_lines_are_skipped_and_a_line_with_a_hash_before_it_is_a_comment() =>
        AllowedKeys.Parse($"# list\n\n   \n#{A} vm client\r\n{B} vm client\r\n", "keys").All
            .Should().ContainSingle().Which.PublicKey.Should().Be(B);

    [Test]
    public void No_key_begins_with_a_hash_so_that_comments_are_safe()
    {
        Z85.Encode(Enumerable.Repeat((byte)0xFF, 32).ToArray())[0].Should().Be('%', "it is the greatest first digit");
        Z85.IsKey("#" + new string('0', 39)).Should().BeFalse();
    }

    [TestCase("nokey vm client", "*'nokey' is not a public key*")]
    [TestCase("{A}", "*identity is missing*")]
    [TestCase("{A} vm", "*role word*")]
    [TestCase("{A} vm Client!", "*role word*")]
    [TestCase("{A} vm client sing ()", "*'publish' or 'subscribe' expected, not 'sing'*")]
    [TestCase("{A} vm client publish () publish ()", "*given twice*")]
    [TestCase("{A} vm client publish (a = \"b", "*quote is not closed*")]
    [TestCase("{A} vm client publish (a = 1", "*parenthesis is not closed*")]
    [TestCase("{A} vm client publish (a ? 1)", "*")]
    public void A_wrong_line_is_told_by_file_and_number(string line, string problem)
    {
        var parse = () => AllowedKeys.Parse("# first\n" + line.Replace("{A}", A, StringComparison.Ordinal), "/etc/keys");

        parse.Should().Throw<AllowedKeysException>().WithMessage($"/etc/keys:2: {problem}");
    }

    [Test]
    public void A_key_given_twice_is_refused() =>
        FluentActions.Invoking(() => AllowedKeys.Parse($"{A} a client\n{A} b client", "keys"))
            .Should().Throw<AllowedKeysException>().WithMessage("keys:2:*twice*");

    [Test]
    public void A_changed_file_is_read_again_and_a_broken_one_leaves_the_list_before_it([Values] bool byLink)
    {
        using var directory = new ScratchDirectory();
        var path = directory.File("keys");
        if (byLink)
        {
            // An administrator may have it elsewhere: .NET tells of a link its own time, which never changes.
            File.CreateSymbolicLink(path, directory.File("elsewhere"));
        }

        var problems = new List<Exception>();
        File.WriteAllText(path, $"{A} a client\n");
        var file = AllowedKeysFile.Open(path, problems.Add);

        File.AppendAllText(path, $"{B} b client\n");
        file.Current.TryGet(B, out _).Should().BeTrue();

        File.AppendAllText(path, "garbage\n");
        file.Current.TryGet(B, out _).Should().BeTrue();
        file.Current.All.Should().HaveCount(2);
        problems.Should().ContainSingle().Which.Message.Should().Contain($"{path}:3:");
    }

    [Test]
    public void A_missing_list_is_an_error_at_the_start() =>
        FluentActions.Invoking(() => AllowedKeysFile.Open("/nowhere/keys", _ => { }))
            .Should().Throw<AllowedKeysException>().WithMessage("/nowhere/keys:0:*");

    [Test]
    public void Rights_let_publish_what_a_filter_matches_and_subscribe_what_one_covers()
    {
        var rights = new LinkRights([Filter.Equal("from", "vm-a1")], [Filter.Equal("node", "vm-a1")]);

        rights.MayPublish(Notification.Create(("from", "vm-a1"), ("event", "report"))).Should().BeTrue();
        rights.MayPublish(Notification.Create(("from", "vm-b1"))).Should().BeFalse();
        rights.MaySubscribe(Filter.Parse("node = \"vm-a1\" and event = \"start\"")).Should().BeTrue();
        rights.MaySubscribe(Filter.Equal("node", "vm-b1")).Should().BeFalse();
        rights.MaySubscribe(Filter.Everything).Should().BeFalse();
        LinkRights.Nothing.MaySubscribe(Filter.Equal("a", 1)).Should().BeFalse();
        LinkRights.Everything.MaySubscribe(Filter.Everything).Should().BeTrue();
    }
}
