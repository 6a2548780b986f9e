namespace EbcSuite.Messaging;

/// <summary>
/// Room for requests in flight, in number and in bytes; who finds none waits in order. One larger than everything passes
/// when nothing else is in flight. Thread-safe.
/// </summary>
internal sealed class InFlightGate(int maxRequests, long maxBytes)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(TaskCompletionSource Entered, long Bytes)> _waiting = new();
    private int _requests;
    private long _bytes;

    public int Requests
    {
        get
        {
            lock (_gate)
            {
                return _requests;
            }
        }
    }

    /// <summary>True: entered.</summary>
    public bool TryEnter(long bytes)
    {
        lock (_gate)
        {
            return _waiting.Count == 0 && TryTake(bytes);
        }
    }

    /// <exception cref="OperationCanceledException">Cancelled before there was room; nothing is taken.</exception>
    public async Task EnterAsync(long bytes, CancellationToken cancellation)
    {
        LinkedListNode<(TaskCompletionSource Entered, long Bytes)> place;
        lock (_gate)
        {
            if (_waiting.Count == 0 && TryTake(bytes))
            {
                return;
            }

            place = _waiting.AddLast((new(TaskCreationOptions.RunContinuationsAsynchronously), bytes));
        }

        await using var registration = cancellation.Register(() =>
        {
            lock (_gate)
            {
                if (place.List is not null)
                {
                    _waiting.Remove(place);
                    place.Value.Entered.TrySetCanceled(cancellation);
                    LetIn();
                }
            }
        });
        await place.Value.Entered.Task;
    }

    public void Exit(long bytes)
    {
        lock (_gate)
        {
            _requests--;
            _bytes -= bytes;
            LetIn();
        }
    }

    private void LetIn()
    {
        while (_waiting.First is { } first && TryTake(first.Value.Bytes))
        {
            _waiting.RemoveFirst();
            first.Value.Entered.TrySetResult();
        }
    }

    private bool TryTake(long bytes)
    {
        if (_requests > 0 && (_requests >= maxRequests || _bytes + bytes > maxBytes))
        {
            return false;
        }

        _requests++;
        _bytes += bytes;
        return true;
    }
}
