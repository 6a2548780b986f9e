using EbcSuite.Broker.Enrolment;
using EbcSuite.Events;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Broker.Tests.Enrolment;

[Category("Unit")]
public sealed class EnrolmentJudgeTests
{
    private const string Broker = "broker-a";
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string Key = KeyPair.Generate().PublicKey;
    private static readonly string Other = KeyPair.Generate().PublicKey;
    private static readonly string Hash = TokenText.HashOf("the token");

    [Test]
    public void A_good_token_is_taken() =>
        Judge([Token()]).Should().Be(new EnrolmentDecision.Take(Token()));

    [TestCase("vm-a1", null, "vm-a1", true)]
    [TestCase("vm-a1", null, "vm-a10", false)]
    [TestCase(null, "vm-a", "vm-a10", true)]
    [TestCase(null, "vm-a", "vm-b1", false)]
    [TestCase(null, null, "anything.at-all_9", true)]
    public void A_token_is_for_one_node_for_a_prefix_or_for_any(string? node, string? prefix, string identity, bool good)
    {
        var decision = Judge([Token() with { Scope = new(node, prefix) }], identity: identity);

        CodeOf(decision).Should().Be(good ? null : EnrolmentCodes.TokenNotForThisNode);
    }

    [Test]
    public void A_token_is_good_until_its_expiry_and_not_at_it()
    {
        CodeOf(Judge([Token() with { Expires = Now.AddTicks(1) }])).Should().BeNull();
        CodeOf(Judge([Token() with { Expires = Now }])).Should().Be(EnrolmentCodes.TokenExpired);
    }

    [Test]
    public void A_token_that_is_not_there_is_unknown_or_enrolment_is_closed_if_there_is_no_other()
    {
        var another = Token() with { Hash = TokenText.HashOf("another") };

        CodeOf(Judge([another])).Should().Be(EnrolmentCodes.TokenUnknown);
        CodeOf(Judge([another with { Expires = Now }])).Should().Be(EnrolmentCodes.EnrolmentClosed);
        CodeOf(Judge([])).Should().Be(EnrolmentCodes.EnrolmentClosed);
    }

    [Test]
    public void A_spent_token_is_used_for_another_key_and_for_another_identity_also_when_it_has_expired()
    {
        var byOther = Token() with { Use = new(Other, "vm-a1", Now, IsListed: false) };
        var asOther = Token() with { Use = new(Key, "vm-a2", Now, IsListed: false), Expires = Now };

        CodeOf(Judge([byOther])).Should().Be(EnrolmentCodes.TokenUsed);
        CodeOf(Judge([asOther])).Should().Be(EnrolmentCodes.TokenUsed);
    }

    [Test]
    public void What_a_crash_interrupted_is_finished_for_the_same_key_even_after_the_expiry()
    {
        var begun = Token() with { Use = new(Key, "vm-a1", Now, IsListed: false), Expires = Now };

        Judge([begun]).Should().Be(new EnrolmentDecision.Finish(begun));
    }

    [Test]
    public void A_key_that_is_in_the_list_is_answered_again_whatever_its_token() =>
        Judge([], allowed: Listed(Key, "vm-a1")).Should().Be(new EnrolmentDecision.Repeat());

    [Test]
    public void A_key_that_was_taken_out_of_the_list_does_not_come_back_by_its_token() =>
        CodeOf(Judge([Token() with { Use = new(Key, "vm-a1", Now, IsListed: true) }])).Should().Be(EnrolmentCodes.TokenUsed);

    [Test]
    public void A_key_that_is_in_the_list_gets_no_second_identity() =>
        CodeOf(Judge([Token()], allowed: Listed(Key, "vm-a9"))).Should().Be("IdentityMismatch");

    [Test]
    public void An_identity_has_one_key_be_it_listed_or_on_its_way_and_the_brokers_is_nobodys()
    {
        var onItsWay = Token() with { Hash = TokenText.HashOf("another"), Use = new(Other, "vm-a1", Now, IsListed: false) };

        CodeOf(Judge([Token()], allowed: Listed(Other, "vm-a1"))).Should().Be(EnrolmentCodes.IdentityTaken);
        CodeOf(Judge([Token(), onItsWay])).Should().Be(EnrolmentCodes.IdentityTaken);
        CodeOf(Judge([Token()], identity: Broker)).Should().Be(EnrolmentCodes.IdentityTaken);
    }

    [TestCase("")]
    [TestCase(".hidden")]
    [TestCase("vm a1")]
    [TestCase("vm-a1\nrq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7 mallory operator")]
    [TestCase("vm/../a1")]
    [TestCase("vm-ä1")]
    [TestCase("{identity}")]
    public void An_identity_that_could_mean_more_than_a_name_is_refused(string identity) =>
        CodeOf(Judge([Token()], identity: identity)).Should().Be(EnrolmentCodes.BadIdentity);

    [Test]
    public void The_line_of_a_node_has_its_name_where_the_token_leaves_room_for_it()
    {
        var allowed = Token().Allow("vm-a1", Key);

        allowed.Should().Be(new AllowedKey(
            Key, "vm-a1", "node", new([Filter.Equal("from", "vm-a1")], [Filter.Equal("node", "vm-a1"), Filter.Equal("event", "node_alive")])));
    }

    private static TokenRecord Token() => new(
        Hash, TokenScope.Any, Now.AddHours(-1), Now.AddHours(1), "node",
        new([Filter.Equal("from", TokenRecord.IdentityMark)], [Filter.Equal("node", TokenRecord.IdentityMark), Filter.Equal("event", "node_alive")]),
        Use: null);

    private static AllowedKeys Listed(string key, string identity) =>
        AllowedKeys.Create(new AllowedKey(key, identity, "node", LinkRights.Nothing));

    private static EnrolmentDecision Judge(IReadOnlyList<TokenRecord> tokens, AllowedKeys? allowed = null, string identity = "vm-a1") =>
        EnrolmentJudge.Judge(
            tokens.Aggregate(TokenList.Empty, (list, token) => list.With(token)), allowed ?? AllowedKeys.None, new(Key, identity, Hash), Broker, Now);

    private static string? CodeOf(EnrolmentDecision decision) => (decision as EnrolmentDecision.Refuse)?.Code;
}
