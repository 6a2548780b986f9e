namespace EbcSuite.Events;

/// <summary>Implication between filters.</summary>
internal static class Covering
{
    public static bool Covers(Filter wide, Filter narrow) =>
        wide.Constraints.All(w => narrow.Constraints.Contains(w));
}
