using EbcSuite.Cli.Keys;
using EbcSuite.Cli.Tests.Doubles;
using EbcSuite.Events;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Cli.Tests;

[Category("Unit")]
public sealed class KeyTests
{
    private const string Key1 = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";
    private const string Key2 = "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID";
    private string _directory = "";

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("ebc-cli-").FullName;

    [TearDown]
    public void RemoveDirectory() => Directory.Delete(_directory, recursive: true);

    [Test]
    public async Task Keygen_writes_a_pair_of_which_only_the_owner_reads_the_secret_and_never_overwrites_it()
    {
        using var ebc = new CommandLine();
        var secret = Path.Combine(_directory, "vm-a1.key");

        (await ebc.RunAsync("keygen", "vm-a1", "--directory", _directory)).Should().Be(0, ebc.Error);

        File.GetUnixFileMode(secret).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        KeyFile.ReadSecret(secret).PublicKey.Should().Be(KeyFile.ReadPublic(Path.Combine(_directory, "vm-a1.pub")));
        var before = File.ReadAllText(secret);
        (await ebc.RunAsync("keygen", "vm-a1", "--directory", _directory)).Should().NotBe(0);
        File.ReadAllText(secret).Should().Be(before);
    }

    [TestCase("../x")]
    [TestCase("")]
    [TestCase(".hidden")]
    public async Task Keygen_refuses_a_name_that_is_a_path(string name) =>
        (await new CommandLine().RunAsync("keygen", name, "--directory", _directory)).Should().Be(64);

    [Test]
    public async Task Allow_appends_lines_that_a_broker_reads_and_keeps_what_was_there()
    {
        using var ebc = new CommandLine();
        var file = Path.Combine(_directory, "allowed.keys");
        File.WriteAllText(file, "# the manager's site");

        (await ebc.RunAsync("allow", "vm-a1", "--role", "node", "--public-key", Key1, "--file", file)).Should().Be(0, ebc.Error);
        (await ebc.RunAsync("allow", "broker-a", "--role", "peer", "--public-key", Key2, "--file", file)).Should().Be(0, ebc.Error);

        File.ReadAllLines(file).Should().HaveCount(3).And.HaveElementAt(0, "# the manager's site");
        var keys = AllowedKeys.Parse(File.ReadAllText(file), file);
        keys.All.Select(k => (k.Identity, k.Role, k.IsPeer)).Should().Equal(("vm-a1", "node", false), ("broker-a", "peer", true));
    }

    [Test]
    public async Task Allow_refuses_a_key_that_is_in_the_list_and_a_list_that_is_wrong()
    {
        using var ebc = new CommandLine();
        var file = Path.Combine(_directory, "allowed.keys");
        (await ebc.RunAsync("allow", "vm-a1", "--role", "node", "--public-key", Key1, "--file", file)).Should().Be(0, ebc.Error);

        (await ebc.RunAsync("allow", "vm-a2", "--role", "node", "--public-key", Key1, "--file", file)).Should().Be(2);
        File.AppendAllText(file, "nonsense\n");
        (await ebc.RunAsync("allow", "vm-a2", "--role", "node", "--public-key", Key2, "--file", file)).Should().Be(64);

        ebc.Error.Should().Contain("vm-a1").And.Contain("nonsense");
        File.ReadAllLines(file).Should().HaveCount(2);
    }

    [Test]
    public void A_node_publishes_only_as_itself_and_hears_only_what_is_for_it()
    {
        var rights = KeyRoles.Allow(KeyRoles.Node, "vm-a1", Key1).Rights;

        rights.Publish.Any(f => f.Matches(Notification.Create(("event", "report"), ("from", "vm-a1")))).Should().BeTrue();
        rights.Publish.Any(f => f.Matches(Notification.Create(("event", "report"), ("from", "vm-a2")))).Should().BeFalse();
        rights.Publish.Any(f => f.Matches(Notification.Create(("event", "report")))).Should().BeFalse();
        CanHear("node = \"vm-a1\"").Should().BeTrue();
        CanHear("event = \"node_alive\"").Should().BeTrue();
        CanHear("stream_to = \"vm-a1\" and event = \"chunk\"").Should().BeTrue();
        CanHear("node = \"vm-a2\"").Should().BeFalse();
        CanHear("event = \"report\"").Should().BeFalse();
        CanHear("node ^= \"vm-a\"").Should().BeFalse();

        bool CanHear(string filter) => rights.Subscribe.Any(f => f.Covers(Filter.Parse(filter)));
    }

    [Test]
    public void An_operator_publishes_only_as_itself_and_hears_everything()
    {
        var rights = KeyRoles.Allow(KeyRoles.Operator, "ann", Key1).Rights;

        rights.Publish.Any(f => f.Matches(Notification.Create(("event", "migrate_App"), ("from", "bob")))).Should().BeFalse();
        rights.Subscribe.Should().Contain(f => f.Covers(Filter.Everything));
    }
}
