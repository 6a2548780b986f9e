using Microsoft.Extensions.Logging;

namespace EbcSuite.Hosting.Tests;

/// <summary>Completes <see cref="Seen"/> when an error line that holds <paramref name="text"/> is logged.</summary>
internal sealed class SignalLogger<T>(string text) : ILogger<T>, IDisposable
{
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Seen => _seen.Task;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Error && formatter(state, exception).Contains(text, StringComparison.Ordinal))
        {
            _seen.TrySetResult();
        }
    }

    public void Dispose() => _seen.TrySetCanceled();
}
