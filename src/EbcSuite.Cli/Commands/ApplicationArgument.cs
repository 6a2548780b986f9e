using System.CommandLine;

namespace EbcSuite.Cli.Commands;

/// <summary>The application that a command is about.</summary>
internal static class ApplicationArgument
{
    public static Argument<string> Create() => new("APP") { Description = "The application's name" };
}
