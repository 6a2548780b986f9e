using EbcSuite.Cli.Output;
using Spectre.Console;

namespace EbcSuite.Cli.Rendering;

/// <summary>The table of tokens.</summary>
public static class TokenTable
{
    public static Table Of(TokensDocument document)
    {
        var table = SystemTables.New("ID", "FOR", "STATE", "EXPIRES", "USED BY");
        foreach (var token in document.Tokens)
        {
            SystemTables.Row(
                table,
                token.Id,
                token.Node ?? (token.NodePrefix is { } prefix ? prefix + "…" : "any node"),
                token.State,
                $"{token.Expires:u}",
                token.UsedBy is { } node ? $"{node} at {token.UsedAt:u}" : "");
        }

        return table;
    }
}
