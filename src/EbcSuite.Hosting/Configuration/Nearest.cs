namespace EbcSuite.Hosting;

/// <summary>Finds the name that was probably meant (edit distance of Levenshtein, 1966).</summary>
internal static class Nearest
{
    public static string Advice(string written, IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToArray();
        var best = names.MinBy(name => Distance(written.ToUpperInvariant(), name.ToUpperInvariant()));
        return best is not null && Distance(written.ToUpperInvariant(), best.ToUpperInvariant()) <= Math.Max(2, best.Length / 4)
            ? $"Did you mean {best}?  Known are {string.Join(", ", names)}"
            : $"Remove it; known are {string.Join(", ", names)}";
    }

    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
