using System.Buffers;
using EbcSuite.Messaging.Enrolment;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Broker.Enrolment;

/// <summary>
/// Who may enrol with which token. Pure: from the lists as they are, a request and the time to a decision.
/// </summary>
/// <remarks>
/// What has been done already comes first (a repeated question is answered as before, whatever its token), then what the
/// token is, then whom it is for, then the identity: so a thief who guesses learns nothing but that there is no such token.
/// </remarks>
internal static class EnrolmentJudge
{
    private const int LongestIdentity = 64;

    private static readonly SearchValues<char> InIdentities =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <param name="broker">This broker's own name, which nobody else gets.</param>
    public static EnrolmentDecision Judge(
        TokenList tokens, AllowedKeys allowed, EnrolmentRequest request, string broker, DateTimeOffset now)
    {
        if (allowed.TryGet(request.PublicKey, out var listed))
        {
            return Same(listed.Identity, request.Identity)
                ? new EnrolmentDecision.Repeat()
                : Refuse(Greeting.IdentityMismatch, $"The key belongs to '{listed.Identity}'");
        }

        if (!IsIdentity(request.Identity))
        {
            return Refuse(EnrolmentCodes.BadIdentity, "That is no name for a node");
        }

        if (tokens.Find(request.TokenHash) is not { } token)
        {
            return tokens.IsOpen(now)
                ? Refuse(EnrolmentCodes.TokenUnknown, "There is no such token, or not any more")
                : Refuse(EnrolmentCodes.EnrolmentClosed, "There is no token that could be used");
        }

        return token.Use is { } use
            ? JudgeSpent(token, use, allowed, request)
            : JudgeUnspent(token, tokens, allowed, request, broker, now);
    }

    /// <summary>1 to 64 of A–Z a–z 0–9 _ - . and the first a letter or digit: what a line of the list, a path and a log can hold.</summary>
    public static bool IsIdentity(string text) =>
        text.Length is > 0 and <= LongestIdentity && char.IsAsciiLetterOrDigit(text[0]) && !text.AsSpan().ContainsAnyExcept(InIdentities);

    private static EnrolmentDecision JudgeSpent(TokenRecord token, TokenUse use, AllowedKeys allowed, EnrolmentRequest request)
    {
        if (!Same(use.Key, request.PublicKey) || !Same(use.Identity, request.Identity))
        {
            return Refuse(EnrolmentCodes.TokenUsed, $"The token was used by '{use.Identity}' at {use.At:u}");
        }

        // Listed once and not in the list now: somebody took it out.
        if (use.IsListed)
        {
            return Refuse(EnrolmentCodes.TokenUsed, $"The token was used by this key at {use.At:u}, and the key was taken out of the list since");
        }

        return allowed.OfIdentity(request.Identity).Any() ? Taken(request) : new EnrolmentDecision.Finish(token);
    }

    private static EnrolmentDecision JudgeUnspent(
        TokenRecord token, TokenList tokens, AllowedKeys allowed, EnrolmentRequest request, string broker, DateTimeOffset now)
    {
        if (now >= token.Expires)
        {
            return Refuse(EnrolmentCodes.TokenExpired, $"The token could be used until {token.Expires:u}");
        }

        if (!token.Scope.Allows(request.Identity))
        {
            return Refuse(EnrolmentCodes.TokenNotForThisNode, $"The token is not for '{request.Identity}'");
        }

        var taken = Same(request.Identity, broker)
            || allowed.OfIdentity(request.Identity).Any()
            || tokens.All.Any(t => t.Use is { IsListed: false } use && Same(use.Identity, request.Identity) && !Same(use.Key, request.PublicKey));
        return taken ? Taken(request) : new EnrolmentDecision.Take(token);
    }

    private static EnrolmentDecision.Refuse Taken(EnrolmentRequest request) =>
        Refuse(EnrolmentCodes.IdentityTaken, $"Another key has the identity '{request.Identity}'");

    private static EnrolmentDecision.Refuse Refuse(string code, string text) => new(code, text);

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
