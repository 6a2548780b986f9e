using EbcSuite.Messaging.Sockets;

namespace EbcSuite.Messaging.Tests.Sockets;

[TestFixture]
[Category("Unit")]
internal sealed class BackOffTests
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    [Test]
    public void Pauses_stay_between_the_shortest_and_the_longest_and_grow()
    {
        var backOff = new BackOff(Shortest, Longest, new Random(1));

        var pauses = Enumerable.Range(0, 100).Select(_ => backOff.Next()).ToList();

        pauses.Should().OnlyContain(p => p >= Shortest && p <= Longest);
        pauses[0].Should().Be(Shortest);
        pauses.Skip(10).Should().OnlyContain(p => p >= Longest / 2);
    }

    [Test]
    public void A_reset_begins_with_the_shortest_again()
    {
        var backOff = new BackOff(Shortest, Longest, new Random(1));
        for (var i = 0; i < 50; i++)
        {
            backOff.Next();
        }

        backOff.Reset();

        backOff.Next().Should().Be(Shortest);
    }
}
