using System.Globalization;

namespace EbcSuite.Demo;

/// <summary>The command line.</summary>
internal static class DemoArguments
{
    public static bool TryParse(string[] arguments, out int ranks, out string problem)
    {
        ranks = 4;
        problem = "";
        switch (arguments)
        {
            case []:
                return true;
            case ["--ranks", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ranks) && ranks is >= 1 and <= 256:
                return true;
            default:
                problem = $"not understood: {string.Join(' ', arguments)}";
                return false;
        }
    }
}
