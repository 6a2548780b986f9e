using EbcSuite.Cli.Rendering;

namespace EbcSuite.Cli.Tests;

[TestFixture, Category("Unit")]
public sealed class ConsolesTests
{
    [TestCase(true, "xterm-256color", true)]
    [TestCase(true, "dumb", false)]
    [TestCase(true, null, false)]
    [TestCase(false, "xterm-256color", false)]
    public void Bars_move_on_a_terminal_that_can_draw_them_and_nowhere_else(bool terminal, string? term, bool moves)
    {
        using var writer = new StringWriter();

        var console = Consoles.Create(writer, terminal, name => name == "TERM" ? term : null);

        console.Profile.Capabilities.Interactive.Should().Be(moves);
        console.Profile.Capabilities.Ansi.Should().Be(moves);
    }
}
