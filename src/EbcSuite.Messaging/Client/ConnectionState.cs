using System.Threading.Channels;

namespace EbcSuite.Messaging;

/// <summary>
/// Whether a client is connected, refused or closed, for those who wait for it or want to be told. Thread-safe; listeners
/// are called one after the other, in order, on a pool thread.
/// </summary>
internal sealed class ConnectionState : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Channel<bool> _changes = Channel.CreateUnbounded<bool>();
    private readonly Task _telling;
    private TaskCompletionSource _connected = New();
    private MessagingException? _refusal;

    public ConnectionState(Action<bool> tell, Action<Exception> onFault) => _telling = TellAsync(tell, onFault);

    /// <summary>Why waiting would not help now; null when it may.</summary>
    public MessagingException? Refusal
    {
        get
        {
            lock (_gate)
            {
                return _refusal;
            }
        }
    }

    public Task WhenConnectedAsync()
    {
        lock (_gate)
        {
            return _refusal is null ? _connected.Task : Task.FromException(Again(_refusal));
        }
    }

    public void Up()
    {
        lock (_gate)
        {
            _refusal = null;
            _connected.TrySetResult();
        }

        _changes.Writer.TryWrite(true);
    }

    public void Down()
    {
        lock (_gate)
        {
            if (!_connected.Task.IsCompleted)
            {
                return;
            }

            _connected = New();
        }

        _changes.Writer.TryWrite(false);
    }

    public void Refuse(MessagingException refusal)
    {
        lock (_gate)
        {
            _refusal = refusal;
            if (_connected.TrySetException(refusal))
            {
                _ = _connected.Task.Exception;
            }

            _connected = New();
        }
    }

    public ValueTask DisposeAsync()
    {
        _changes.Writer.TryComplete();
        return new(_telling);
    }

    /// <summary>An exception of one's own for everyone who throws it: its stack is then his.</summary>
    public static MessagingException Again(MessagingException fault) => new(fault.Fault, fault.Message, fault.Code);

    private async Task TellAsync(Action<bool> tell, Action<Exception> onFault)
    {
        await foreach (var connected in _changes.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                tell(connected);
            }
            catch (Exception e)
            {
                onFault(e);
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
