namespace EbcSuite.Benchmarks;

/// <summary>Order statistics, by the nearest rank.</summary>
internal static class Quantile
{
    /// <param name="values">At least one.</param>
    /// <param name="q">Above 0, at most 1: 0.5 is the (lower) median.</param>
    public static double Of(IEnumerable<double> values, double q)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Max(0, (int)Math.Ceiling(q * sorted.Length) - 1)];
    }
}
