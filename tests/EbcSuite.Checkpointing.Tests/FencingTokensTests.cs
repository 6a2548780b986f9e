namespace EbcSuite.Checkpointing.Tests;

[TestFixture]
[Category("Unit")]
public sealed class FencingTokensTests
{
    [Test]
    public void Tokens_only_grow_and_each_application_has_its_own()
    {
        var tokens = FencingTokens.None.Seen("heat", 5).Seen("heat", 3).Seen("wave", 1);

        tokens.Of("heat").Should().Be(5);
        tokens.Next("heat").Should().Be(6);
        tokens.Next("wave").Should().Be(2);
        tokens.Next("new").Should().Be(1);
        tokens.Seen("heat", 5).Should().BeSameAs(tokens);
    }

    [Test]
    public void A_token_never_wraps_around() =>
        FluentActions.Invoking(() => FencingTokens.None.Seen("heat", long.MaxValue).Next("heat")).Should().Throw<OverflowException>();
}
