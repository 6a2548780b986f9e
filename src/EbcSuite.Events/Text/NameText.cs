namespace EbcSuite.Events;

/// <summary>Attribute names in the text form: bare where they can be, else in backticks.</summary>
internal static class NameText
{
    public static bool IsBareStart(char c) => char.IsAsciiLetter(c) || c == '_';

    public static bool IsBarePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';

    public static string Write(string name) => IsBare(name) ? name : QuotedText.Write(name, '`');

    private static bool IsBare(string name)
    {
        if (name.Length == 0 || !IsBareStart(name[0]) || FilterWords.IsReserved(name))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!IsBarePart(c))
            {
                return false;
            }
        }

        return true;
    }
}
