namespace EbcSuite.Messaging;

/// <summary>A request that waits for its answer. Changed on the loop's thread only, but for its making.</summary>
internal sealed class PendingRequest(ulong number, ReadOnlyMemory<byte> frame, EventSubscription? subscription, long madeAt)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The number on the wire; a subscription gets one each time it is sent.</summary>
    public ulong Number { get; set; } = number;

    /// <summary>What to send; nothing when it is sent, or for a subscription, which is sent from the table.</summary>
    public ReadOnlyMemory<byte> Frame { get; set; } = frame;

    public EventSubscription? Subscription { get; } = subscription;

    /// <summary>The subscription was taken before and is made again on a new connection: nobody awaits it.</summary>
    public bool IsRepetition { get; init; }

    public long MadeAt { get; } = madeAt;

    /// <summary>Whether the broker may have seen it.</summary>
    public bool WasSent { get; set; }

    public bool IsDone => _done.Task.IsCompleted;

    public Task Task => _done.Task;

    public void Succeed() => _done.TrySetResult();

    public void Fail(MessagingException fault)
    {
        if (_done.TrySetException(fault))
        {
            // Who awaited may have left by his own cancellation: then nobody looks at it, which is no fault.
            _ = _done.Task.Exception;
        }
    }
}
