using System.Text.Encodings.Web;
using System.Text.Json;
using EbcSuite.Events;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Messaging.Enrolment;

/// <summary>
/// The tokens that a broker knows, and their file's text: JSON, one object <c>{"tokens": […]}</c>. Immutable.
/// </summary>
public sealed class TokenList
{
    public static readonly TokenList Empty = new([]);

    private static readonly TokensJson Json = new(
        new JsonSerializerOptions(TokensJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly Dictionary<string, TokenRecord> _byHash;

    private TokenList(IReadOnlyList<TokenRecord> all)
    {
        All = all;
        _byHash = all.ToDictionary(t => t.Hash, StringComparer.Ordinal);
    }

    public IReadOnlyList<TokenRecord> All { get; }

    /// <param name="text">Null or blank: no tokens.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="TokensException">It is no such file; what is wrong, by token.</exception>
    public static TokenList Parse(string? text, string file)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Empty;
        }

        try
        {
            var tokens = JsonSerializer.Deserialize(text, Json.TokensDocument)?.Tokens
                ?? throw new TokensException(file, "the list 'tokens' is missing");
            var all = tokens.Select((t, i) => Read(t, problem => new(file, $"token {i + 1}: {problem}"))).ToList();
            return all.GroupBy(t => t.Hash, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice
                ? throw new TokensException(file, $"token {TokenText.IdOf(twice.Key)} is given twice")
                : new(all);
        }
        catch (JsonException e)
        {
            throw new TokensException(file, $"is not what ebc token writes: {e.Message}");
        }
    }

    public TokenRecord? Find(string hash) => _byHash.GetValueOrDefault(hash);

    /// <summary>Those whose id begins with <paramref name="id"/>.</summary>
    public IEnumerable<TokenRecord> WithId(string id) => All.Where(t => t.Hash.StartsWith(id, StringComparison.Ordinal));

    /// <summary>Somebody unknown may come to enrol.</summary>
    public bool IsOpen(DateTimeOffset now) => All.Any(t => t.IsOpen(now));

    /// <summary>
    /// Whether the holder of an unknown key may come: enrolment is open, or its own is under way (its token is spent, and the
    /// broker ended before the key was in the list).
    /// </summary>
    public bool Admits(string publicKey, DateTimeOffset now) =>
        All.Any(t => t.IsOpen(now) || (t.Use is { IsListed: false } use && string.Equals(use.Key, publicKey, StringComparison.Ordinal)));

    public TokenList With(TokenRecord record) =>
        new([.. All.Where(t => !string.Equals(t.Hash, record.Hash, StringComparison.Ordinal)), record]);

    /// <summary>Without the tokens that <paramref name="gone"/> names.</summary>
    public TokenList Without(Func<TokenRecord, bool> gone) => new([.. All.Where(t => !gone(t))]);

    /// <summary>The text, which <see cref="Parse"/> reads back.</summary>
    public override string ToString() => JsonSerializer.Serialize(new([.. All.Select(Write)]), Json.TokensDocument) + "\n";

    private static TokenRecord Read(TokenDocument token, Func<string, TokensException> wrong)
    {
        if (token.Hash is null || !TokenText.IsHash(token.Hash))
        {
            throw wrong("'hash' is not 64 hexadecimal digits");
        }

        if (token.Node is not null && token.NodePrefix is not null)
        {
            throw wrong("'node' and 'node_prefix' are given both");
        }

        // A peer passes on what others say: no token makes one.
        if (string.IsNullOrWhiteSpace(token.Role) || string.Equals(token.Role, AllowedKey.PeerRole, StringComparison.Ordinal))
        {
            throw wrong($"'role' is '{token.Role}'");
        }

        if (token.Used is { } used && (used.Key is null || !Z85.IsKey(used.Key) || string.IsNullOrEmpty(used.Identity)))
        {
            throw wrong("'used' has no key or no identity");
        }

        return new(
            token.Hash, new(token.Node, token.NodePrefix), token.Created, token.Expires, token.Role,
            new(Filters(token.Publish, wrong), Filters(token.Subscribe, wrong)),
            token.Used is null ? null : new(token.Used.Key!, token.Used.Identity!, token.Used.At, token.Used.Listed));
    }

    private static IReadOnlyList<Filter> Filters(IReadOnlyList<string>? texts, Func<string, TokensException> wrong)
    {
        try
        {
            return [.. (texts ?? []).Select(t => t.Length == 0 ? Filter.Everything : Filter.Parse(t))];
        }
        catch (Exception e) when (e is FilterSyntaxException or EventRefusedException)
        {
            throw wrong(e.Message);
        }
    }

    private static TokenDocument Write(TokenRecord token) => new(
        token.Hash, token.Scope.Node, token.Scope.Prefix, token.Created, token.Expires, token.Role,
        [.. token.Rights.Publish.Select(f => f.ToString())], [.. token.Rights.Subscribe.Select(f => f.ToString())],
        token.Use is null ? null : new(token.Use.Key, token.Use.Identity, token.Use.At, token.Use.IsListed));
}
