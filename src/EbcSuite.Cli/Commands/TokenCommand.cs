using System.CommandLine;

namespace EbcSuite.Cli.Commands;

/// <summary><c>ebc token …</c>: the one-time tokens by which new nodes enrol, kept in a file on the broker's machine.</summary>
internal static class TokenCommand
{
    public static Command Create(CommandRunner runner)
    {
        // One option for the three, so that it is the same everywhere.
        var file = new Option<string>("--file")
        {
            Description = "The broker's file of tokens, its TokensFile",
            HelpName = "FILE",
            DefaultValueFactory = _ => "/etc/ebc/tokens",
        };
        return new Command("token", "One-time tokens by which new nodes enrol; to be run on the broker's machine")
        {
            TokenCreateCommand.Create(runner, file),
            TokenListCommand.Create(runner, file),
            TokenRevokeCommand.Create(runner, file),
        };
    }
}
