namespace EbcSuite.Messaging.Tests;

/// <summary>The time after which a test that waits for a signal gives up: generous, as nothing is timed by it.</summary>
internal static class Limit
{
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    public static CancellationToken Token() => new CancellationTokenSource(Time).Token;

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Time);

    public static Task InTime(this Task task) => task.WaitAsync(Time);
}
