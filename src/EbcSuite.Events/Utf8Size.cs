using System.Text;

namespace EbcSuite.Events;

/// <summary>How long a string is in UTF-8, if it has one: half of a surrogate pair has none.</summary>
internal static class Utf8Size
{
    public static bool TryCount(string text, out int bytes)
    {
        bytes = Encoding.UTF8.GetByteCount(text);
        var rest = text.AsSpan();
        while (true)
        {
            var at = rest.IndexOfAnyInRange('\ud800', '\udfff');
            if (at < 0)
            {
                return true;
            }

            if (at + 1 >= rest.Length || !char.IsSurrogatePair(rest[at], rest[at + 1]))
            {
                return false;
            }

            rest = rest[(at + 2)..];
        }
    }
}
