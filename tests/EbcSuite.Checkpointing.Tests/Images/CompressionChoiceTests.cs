using EbcSuite.Checkpointing.Images;

namespace EbcSuite.Checkpointing.Tests.Images;

[Category("Unit")]
public sealed class CompressionChoiceTests
{
    private const double Local = 200e6;
    private const double Uplink = 10e6;

    [Test]
    public void What_shrinks_by_a_tenth_pays_on_a_slow_link_only()
    {
        var choice = Seen(packed: 900_000);
        choice.Try(Uplink).Should().BeTrue();
        choice.Try(Local).Should().BeFalse();
    }

    [Test]
    public void What_does_not_shrink_never_pays() => Seen(packed: 1_000_000).Try(Uplink).Should().BeFalse();

    [Test]
    public void What_shrinks_to_nothing_pays_everywhere() => Seen(packed: 1_000, milliseconds: 1).Try(Local).Should().BeTrue();

    [Test]
    public void What_does_not_pay_is_tried_all_the_same_ever_more_seldom()
    {
        var choice = Seen(packed: 1_000_000);
        Enumerable.Range(0, 1000).Where(_ => choice.Try(Local)).Take(4).Should().Equal(7, 23, 55, 119);
    }

    [Test]
    public void A_new_file_is_tried_at_once()
    {
        var choice = Seen(packed: 1_000_000);
        choice.Begin();
        choice.Try(Local).Should().BeTrue();
    }

    /// <summary>After a block of a million bytes that took 5 ms.</summary>
    private static CompressionChoice Seen(int packed, int milliseconds = 5)
    {
        var choice = new CompressionChoice();
        choice.Saw(1_000_000, packed, TimeSpan.FromMilliseconds(milliseconds));
        return choice;
    }
}
