using System.Text;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Tests.Processes;

[Category("Unit")]
public sealed class OutputTailTests
{
    [Test]
    public void The_tail_is_the_end_of_everything_however_it_came()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var tail = new OutputTail(32);
            var all = new StringBuilder();
            for (var piece = random.Next(8); piece > 0; piece--)
            {
                var text = new string((char)('a' + random.Next(26)), random.Next(50));
                all.Append(text);
                tail.Append(Encoding.ASCII.GetBytes(text));
            }

            var whole = all.ToString();
            tail.ToString().Should().Be(whole.Length <= 32 ? whole : "…" + whole[^32..]);
        }
    }
}
