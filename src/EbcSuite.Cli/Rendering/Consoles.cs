using Spectre.Console;

namespace EbcSuite.Cli.Rendering;

/// <summary>Makes the console that people read: with colours on a terminal, plain and unwrapped into a file or a pipe.</summary>
public static class Consoles
{
    /// <summary>Wide enough that no table is ever folded in a pipe.</summary>
    private const int PipeWidth = 2000;

    public static IAnsiConsole Create(TextWriter writer, bool terminal, Func<string, string?> variable)
    {
        // https://no-color.org: any value that is not empty.
        var colours = terminal && string.IsNullOrEmpty(variable("NO_COLOR"));

        // Told, not detected: Spectre recognizes a terminal only by Console.Out itself, and would draw nothing.
        var moves = terminal && variable("TERM") is not (null or "" or "dumb");
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = moves ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = moves ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!terminal)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }
}
