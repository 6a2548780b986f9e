namespace EbcSuite.TestKit;

/// <summary>
/// Waits for what cannot signal, such as a file of a host, whose overlay passes no inotify events. The one place in the
/// tests that looks again and again; give it a generous limit by the token.
/// </summary>
public static class Until
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns when <paramref name="holds"/> does; it is asked once before any wait.</summary>
    /// <exception cref="OperationCanceledException">The limit came first.</exception>
    public static async Task HoldsAsync(Func<bool> holds, CancellationToken limit)
    {
        using var timer = new PeriodicTimer(Period);
        while (!holds())
            await timer.WaitForNextTickAsync(limit);
    }

    /// <inheritdoc cref="HoldsAsync(Func{bool}, CancellationToken)"/>
    public static async Task HoldsAsync(Func<Task<bool>> holds, CancellationToken limit)
    {
        using var timer = new PeriodicTimer(Period);
        while (!await holds())
            await timer.WaitForNextTickAsync(limit);
    }

    /// <summary>Returns the file's text once it exists and satisfies <paramref name="predicate"/>.</summary>
    public static async Task<string> FileContains(string path, Predicate<string> predicate, CancellationToken limit)
    {
        var text = "";
        await HoldsAsync(() => TryRead(path, out text) && predicate(text), limit);
        return text;
    }

    /// <summary>Returns when the file exists.</summary>
    public static Task FileExists(string path, CancellationToken limit) => HoldsAsync(() => File.Exists(path), limit);

    private static bool TryRead(string path, out string text)
    {
        try
        {
            text = File.ReadAllText(path);
            return true;
        }
        catch (IOException)
        {
            text = "";
            return false;
        }
    }
}
