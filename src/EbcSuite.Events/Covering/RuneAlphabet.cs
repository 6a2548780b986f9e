using System.Text;

namespace EbcSuite.Events;

/// <summary>
/// The characters that constants have, and one of each stretch between them: to constraints with these constants, all
/// characters of a stretch are the same, so these few stand for all of Unicode.
/// </summary>
internal static class RuneAlphabet
{
    private const int Last = 0x10ffff;

    public static int[] Scalars(string text)
    {
        var scalars = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            scalars.Add(rune.Value);
        }

        return [.. scalars];
    }

    public static int[] Of(IEnumerable<int[]> constants)
    {
        var alphabet = new List<int>();
        var next = 0;
        foreach (var scalar in constants.SelectMany(c => c).Distinct().Order())
        {
            AddStretch(alphabet, next, scalar - 1);
            alphabet.Add(scalar);
            next = scalar + 1;
        }

        AddStretch(alphabet, next, Last);
        return [.. alphabet];
    }

    private static void AddStretch(List<int> alphabet, int first, int last)
    {
        // Surrogates are no characters.
        var representative = Rune.IsValid(first) || first > Last ? first : 0xe000;
        if (representative <= last)
        {
            alphabet.Add(representative);
        }
    }
}
