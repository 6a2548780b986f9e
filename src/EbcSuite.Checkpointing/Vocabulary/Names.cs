using System.Buffers;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>The names that people choose. An application's is also a directory's and a cgroup's, an operation's an image's.</summary>
public static class Names
{
    public const int Longest = 64;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> InOperations = SearchValues.Create(Letters + "_-");

    private static readonly SearchValues<char> InNodes = SearchValues.Create(Letters + "_-.");

    /// <summary>1 to 64 of [A-Za-z0-9_-].</summary>
    public static bool IsOperation(string? name) => Is(name, InOperations);

    /// <summary>1 to 64 of [A-Za-z0-9_-], the first a letter or digit.</summary>
    public static bool IsApplication(string? name) => Is(name, InOperations) && char.IsAsciiLetterOrDigit(name![0]);

    /// <summary>1 to 64 of [A-Za-z0-9_.-], the first a letter or digit.</summary>
    public static bool IsNode(string? name) => Is(name, InNodes) && char.IsAsciiLetterOrDigit(name![0]);

    private static bool Is(string? name, SearchValues<char> letters) =>
        name is { Length: > 0 and <= Longest } && !name.AsSpan().ContainsAnyExcept(letters);
}
