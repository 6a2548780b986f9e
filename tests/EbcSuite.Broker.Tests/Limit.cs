namespace EbcSuite.Broker.Tests;

/// <summary>Waiting on what another thread does: generous, as nothing is timed by it.</summary>
internal static class Limit
{
    public static CancellationToken Token() => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    /// <summary>Asks a plane, whose thread answers between two rounds of its work, until it says what is waited for.</summary>
    public static async Task<PlaneReport> UntilAsync(this Plane plane, Func<PlaneReport, bool> reached, CancellationToken limit)
    {
        while (true)
        {
            limit.ThrowIfCancellationRequested();
            var report = await plane.ReportAsync().WaitAsync(limit);
            if (reached(report))
            {
                return report;
            }
        }
    }
}
