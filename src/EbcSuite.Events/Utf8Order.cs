namespace EbcSuite.Events;

/// <summary>
/// The order of strings by their UTF-8 bytes, which is the order of code points. UTF-16 code units order differently
/// where surrogates meet U+E000–U+FFFF, so an ordinal comparison of .NET strings is not enough.
/// </summary>
internal static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            if (left[i] != right[i])
            {
                return Rank(left[i]).CompareTo(Rank(right[i]));
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    // Surrogates stand for code points above U+FFFF: lift them over the rest of the basic plane.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
