using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace EbcSuite.Messaging.Enrolment;

/// <summary>
/// An enrolment token as text: <c>ebct_</c> and 32 characters of a–z and 2–7, which is 160 random bits in base 32
/// (RFC 4648). Kept by its SHA-256 only: a password needs a slow hash since people choose it, these bits do not.
/// </summary>
public static class TokenText
{
    public const string Prefix = "ebct_";

    /// <summary>For messages: what a token looks like.</summary>
    public const string Shape = "a token is ebct_ and 32 characters of a-z and 2-7, as ebc token create printed it";

    /// <summary>Characters of a token's id, with which people tell tokens apart: the first of its hash.</summary>
    public const int IdLength = 8;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    private const int RandomLength = 32;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>A new token, from the system's random numbers.</summary>
    public static string Make() => Prefix + RandomNumberGenerator.GetString(Alphabet, RandomLength);

    public static bool IsToken(string text) =>
        text.Length == Prefix.Length + RandomLength
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && !text.AsSpan(Prefix.Length).ContainsAnyExcept(Letters);

    /// <summary>64 lower-case hexadecimal digits, of any text.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>May be shown and logged: nothing can be done with it.</summary>
    public static string IdOf(string hash) => hash[..IdLength];
}
