using EbcSuite.Messaging.Enrolment;

namespace EbcSuite.Cli.Keys;

/// <summary>The broker's file of tokens, as <c>ebc token</c> changes it; its faults are told as ebc tells them.</summary>
internal sealed class TokenStore(string file, TimeProvider time)
{
    /// <summary>How long a token that cannot be used any more is kept, so that a late node is told why.</summary>
    private static readonly TimeSpan KeptAfterExpiry = TimeSpan.FromDays(30);

    private const int ShortestId = 4;

    private readonly TokensFile _tokens = new(file, time, _ => { });

    public string File => file;

    /// <exception cref="CliException">It is there and cannot be read.</exception>
    public TokenList Read()
    {
        try
        {
            return TokensFile.Read(file);
        }
        catch (TokensException e)
        {
            throw Bad(e);
        }
    }

    /// <summary>Adds a token, and leaves out those that have been over for long.</summary>
    /// <exception cref="CliException">The file cannot be read or written.</exception>
    public async Task AddAsync(TokenRecord token, CancellationToken cancellation)
    {
        var old = time.GetUtcNow() - KeptAfterExpiry;
        try
        {
            await _tokens.ChangeAsync(list => (list.Without(t => t.Expires < old).With(token), true), cancellation);
        }
        catch (TokensException e)
        {
            throw Bad(e);
        }
    }

    /// <param name="ids">Beginnings of ids, or whole tokens.</param>
    /// <returns>The tokens that were removed.</returns>
    /// <exception cref="CliException">One is not there, or meant by no id alone: nothing is removed.</exception>
    public async Task<IReadOnlyList<TokenRecord>> RemoveAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        try
        {
            return await _tokens.ChangeAsync<IReadOnlyList<TokenRecord>>(
                list =>
                {
                    var gone = ids.Select(id => Find(list, id)).Distinct().ToList();
                    return (list.Without(gone.Contains), gone);
                },
                cancellation);
        }
        catch (TokensException e)
        {
            throw Bad(e);
        }
    }

    private static TokenRecord Find(TokenList list, string id)
    {
        var found = TokenText.IsToken(id) ? [.. list.All.Where(t => t.Hash == TokenText.HashOf(id))]
            : id.Length >= ShortestId ? list.WithId(id).ToList()
            : [];
        return found.Count == 1
            ? found[0]
            : throw new CliException(
                ExitCodes.Refused, found.Count == 0 ? "UnknownToken" : "AmbiguousToken",
                found.Count == 0 ? "There is no such token." : $"{found.Count} tokens have ids that begin with '{id}'.",
                "See `ebc token list`; an id may be cut to 4 characters.");
    }

    private static CliException Bad(TokensException e) =>
        new(ExitCodes.Usage, "BadTokens", e.Message, "Run it where the broker runs, as a user who may write its files; see --file.");
}
