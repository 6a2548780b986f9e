using EbcSuite.Events;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Broker.Tests.Enrolment;

/// <summary>Enrolment over real sockets: what a node gets for its token.</summary>
[Category("Unit")]
public sealed class EnrolmentTests
{
    private readonly KeyPair _key = KeyPair.Generate();
    private TestBroker _broker = null!;

    private AllowedKeys Listed => AllowedKeys.Parse(File.ReadAllText(_broker.Options.AllowedKeysFile), "list");

    [SetUp]
    public async Task Start() => _broker = await new TestBroker("one").StartAsync();

    [TearDown]
    public async Task Stop() => await _broker.DisposeAsync();

    [Test]
    public async Task A_good_token_puts_the_key_into_the_list_of_both_planes_at_once()
    {
        var token = await _broker.TokenAsync("vm-a1");

        (await _broker.EnrolAsync("vm-a1", _key, token)).Should().Be(new EnrolmentOutcome.Enrolled("vm-a1", "site-one"));

        await using var events = _broker.Client("vm-a1", _key);
        await using var bulk = _broker.Client("vm-a1", _key, bulk: true);
        await using var own = await events.SubscribeAsync(Filter.Equal("node", "vm-a1"), Limit.Token());
        await bulk.PublishAsync(Notification.Create(("from", "vm-a1")), Limit.Token());
        var foreign = () => events.PublishAsync(Notification.Create(("from", "vm-a2")), Limit.Token());
        (await foreign.Should().ThrowAsync<MessagingException>()).Which.Code.Should().Be("NotAllowed");
        Listed.OfIdentity("vm-a1").Should().ContainSingle().Which.Role.Should().Be("node");
        (await _broker.Events.ReportAsync()).Enrolment.Should().Match<Broker.Enrolment.EnrolmentReport>(r => r.Enrolled == 1 && r.Refused.Count == 0);
    }

    [Test]
    public async Task The_file_of_tokens_never_holds_a_token_and_only_its_owner_reads_it()
    {
        var token = await _broker.TokenAsync();
        File.ReadAllText(_broker.Options.TokensFile).Should().NotContain(token);

        await _broker.EnrolAsync("vm-a1", _key, token);

        File.ReadAllText(_broker.Options.TokensFile).Should().NotContain(token).And.Contain("vm-a1");
        File.GetUnixFileMode(_broker.Options.TokensFile).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        TokensFile.Read(_broker.Options.TokensFile).All.Should().ContainSingle().Which.Use.Should().Match<TokenUse>(u => u.Key == _key.PublicKey && u.IsListed);
    }

    [Test]
    public async Task A_token_that_is_used_expired_wrong_or_for_another_node_is_refused_by_name_and_counted()
    {
        await _broker.TokenAsync(); // Enrolment stays open.
        var used = await _broker.TokenAsync();
        await _broker.EnrolAsync("vm-a1", KeyPair.Generate(), used);

        (await Refusal("vm-a2", used)).Should().Be(EnrolmentCodes.TokenUsed);
        (await Refusal("vm-a2", await _broker.TokenAsync(life: TimeSpan.FromTicks(1)))).Should().Be(EnrolmentCodes.TokenExpired);
        (await Refusal("vm-a2", TokenText.Make())).Should().Be(EnrolmentCodes.TokenUnknown);
        (await Refusal("vm-a2", await _broker.TokenAsync("vm-a3"))).Should().Be(EnrolmentCodes.TokenNotForThisNode);
        (await Refusal("vm-a1", await _broker.TokenAsync())).Should().Be(EnrolmentCodes.IdentityTaken);
        (await Refusal("vm a2", await _broker.TokenAsync())).Should().Be(EnrolmentCodes.BadIdentity);

        Listed.All.Should().ContainSingle("only the first came in");
        (await _broker.Events.ReportAsync()).Enrolment!.Refused.Should().HaveCount(6).And.OnlyContain(r => r.Value == 1);
    }

    [Test]
    public async Task A_lost_answer_is_given_again_to_the_same_key_and_its_line_stays_one()
    {
        var token = await _broker.TokenAsync();

        for (var i = 0; i < 3; i++)
        {
            (await _broker.EnrolAsync("vm-a1", _key, token)).Should().BeOfType<EnrolmentOutcome.Enrolled>();
        }

        Listed.All.Should().ContainSingle();
    }

    [Test]
    public async Task A_broker_that_ended_between_token_and_list_goes_on_for_the_same_key_and_no_other()
    {
        var token = await _broker.TokenAsync();
        await _broker.ChangeTokensAsync(t => t.With(t.All[0] with { Use = new(_key.PublicKey, "vm-a1", t.All[0].Created, IsListed: false) }));

        (await Refusal("vm-a1", token)).Should().Be(EnrolmentCodes.EnrolmentClosed, "there is no other token, and this one is spent");
        (await _broker.EnrolAsync("vm-a1", _key, token)).Should().BeOfType<EnrolmentOutcome.Enrolled>();

        Listed.All.Should().ContainSingle().Which.PublicKey.Should().Be(_key.PublicKey);
    }

    [Test]
    public async Task A_node_whose_line_was_taken_out_does_not_come_back_by_its_old_token()
    {
        var token = await _broker.TokenAsync();
        await _broker.EnrolAsync("vm-a1", _key, token);
        await _broker.TokenAsync();
        File.WriteAllText(_broker.Options.AllowedKeysFile, "");

        (await _broker.EnrolAsync("vm-a1", _key, token)).Should().BeOfType<EnrolmentOutcome.Refused>().Which.Code.Should().Be(EnrolmentCodes.TokenUsed);

        Listed.All.Should().BeEmpty();
    }

    [Test]
    public async Task Of_many_keys_with_one_token_one_is_enrolled()
    {
        var token = await _broker.TokenAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 12).Select(i => _broker.EnrolAsync($"vm-a{i}", KeyPair.Generate(), token)));

        outcomes.OfType<EnrolmentOutcome.Enrolled>().Should().ContainSingle();
        outcomes.OfType<EnrolmentOutcome.Refused>().Select(r => r.Code)
            .Should().HaveCount(11).And.BeSubsetOf([EnrolmentCodes.TokenUsed, EnrolmentCodes.EnrolmentClosed]);
        Listed.All.Should().ContainSingle();
    }

    [Test]
    public async Task Many_nodes_that_come_at_once_are_all_enrolled_and_what_stood_in_the_list_stays()
    {
        var alice = _broker.AllowClient("alice");
        File.AppendAllText(_broker.Options.AllowedKeysFile, "# by hand, without a line's end");
        var tokens = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            tokens.Add(await _broker.TokenAsync());
        }

        var outcomes = await Task.WhenAll(tokens.Select((t, i) => _broker.EnrolAsync($"vm-a{i}", KeyPair.Generate(), t)));

        outcomes.Should().AllBeOfType<EnrolmentOutcome.Enrolled>();
        Listed.All.Should().HaveCount(13).And.Contain(k => k.PublicKey == alice.PublicKey);
        File.ReadAllText(_broker.Options.AllowedKeysFile).Should().Contain("# by hand");
    }

    private async Task<string?> Refusal(string identity, string token) =>
        (await _broker.EnrolAsync(identity, KeyPair.Generate(), token) as EnrolmentOutcome.Refused)?.Code;
}
