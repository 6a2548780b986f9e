namespace EbcSuite.Drivers.Tests;

/// <summary>Waits for what another process does to files, which tells nobody.</summary>
internal static class Until
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    public static async Task TrueAsync(Func<bool> condition)
    {
        using var timer = new PeriodicTimer(Period);
        while (!condition())
        {
            await timer.WaitForNextTickAsync(FakeTool.Limit);
        }
    }
}
