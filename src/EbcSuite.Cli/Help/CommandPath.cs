using System.CommandLine;

namespace EbcSuite.Cli.Help;

/// <summary>A command's words from the root: <c>ebc migrate</c>.</summary>
internal static class CommandPath
{
    public static IEnumerable<string> Of(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Of(parent).Append(command.Name) : ["ebc"];
}
