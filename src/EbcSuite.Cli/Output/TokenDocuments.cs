namespace EbcSuite.Cli.Output;

/// <summary><c>ebc token create</c>: the only time that the token is seen.</summary>
public sealed record NewTokenDocument(
    string Token, string Id, string? Node, string? NodePrefix, DateTimeOffset Expires, string File);

/// <summary><c>ebc token list</c></summary>
public sealed record TokensDocument(string File, IReadOnlyList<TokenDocument> Tokens);

/// <param name="State">open, used or expired.</param>
public sealed record TokenDocument(
    string Id,
    string State,
    string? Node,
    string? NodePrefix,
    DateTimeOffset Created,
    DateTimeOffset Expires,
    string? UsedBy,
    DateTimeOffset? UsedAt);

/// <summary><c>ebc token revoke</c></summary>
public sealed record RevokedDocument(string File, IReadOnlyList<string> Revoked);
