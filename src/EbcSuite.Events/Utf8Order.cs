namespace EbcSuite.Events;

/// <summary>
/// The order of strings by their UTF-8 bytes, which is the order of code points. UTF-16 code units order differently
/// where surrogates meet U+E000–U+FFFF, so an ordinal comparison of .NET strings is not enough.
/// </summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        return same < left.Length && same < right.Length
            ? Rank(left[same]).CompareTo(Rank(right[same]))
            : left.Length.CompareTo(right.Length);
    }

    // Surrogates stand for code points above U+FFFF: lift them over the rest of the basic plane. Where two strings differ
    // within a surrogate pair, both units are low surrogates, since the high ones before them are the same.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
