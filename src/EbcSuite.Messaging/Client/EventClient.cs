using EbcSuite.Events;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging;

/// <summary>
/// A link to a broker over CURVE-encrypted ZeroMQ, see docs/protocol.md. Any thread may call; an own thread owns the socket
/// (<see cref="SocketLoop"/>), and no code of the caller runs on it. What it knows of the link is <see cref="ClientSession"/>.
/// </summary>
public sealed class EventClient : IEventClient
{
    /// <summary>Room that a publish takes besides its body, roughly: attributes and the frame's head.</summary>
    private const int HeadBytes = 1024;

    private readonly EventClientOptions _options;
    private readonly TimeProvider _time;
    private readonly SocketLoop _loop;
    private readonly ConnectionState _state;
    private readonly ClientSession _session;
    private readonly InFlightGate _gate;
    private readonly Task _dialled;
    private ulong _subscriptions;
    private long _faults;
    private int _disposed;

    private EventClient(EventClientOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _gate = new(options.MaxInFlight, options.MaxInFlightBytes);
        _state = new(connected => ConnectionChanged?.Invoke(connected), CountFault);
        _loop = SocketLoop.Start(new() { Name = $"client {options.Identity}", Niceness = options.Niceness, OnFault = CountFault }, time);
        _session = new(options, time, _loop, _state, CountFault);
        _dialled = DialAsync();
    }

    public event Action<bool>? ConnectionChanged;

    public string Identity => _options.Identity;

    /// <summary>Exceptions at the edges of the loops since the start: of listeners, of frames that cannot be read.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Begins to dial at once and until it is disposed.</summary>
    /// <exception cref="ArgumentException">An option is wrong, by name.</exception>
    /// <exception cref="MessagingException"><see cref="MessagingFault.LibraryMissing"/></exception>
    public static EventClient Start(EventClientOptions options, TimeProvider time)
    {
        options.Validate();
        return new(options, time);
    }

    public Task WhenConnectedAsync(CancellationToken cancellation) => _state.WhenConnectedAsync().WaitAsync(cancellation);

    /// <inheritdoc/>
    /// <remarks>
    /// Several may be under way at once, up to <see cref="EventClientOptions.MaxInFlightBytes"/>; a caller that does not
    /// await one before the next one gets no promise of their order. An answer that was lost with a connection is
    /// <see cref="MessagingFault.DeadlinePassed"/>: the notification may have been routed, and is not sent again.
    /// </remarks>
    public async Task PublishAsync(Notification notification, CancellationToken cancellation)
    {
        ThrowIfUseless();
        var madeAt = _time.GetTimestamp();
        var room = notification.Body.Length + HeadBytes;
        if (!_gate.TryEnter(room))
        {
            await WaitForRoomAsync(room, cancellation);
        }

        try
        {
            var number = _session.NextRequest();
            var pending = new PendingRequest(number, Encode(new Publish(number, notification)), subscription: null, madeAt);
            _session.Submit(pending);
            await pending.Task.WaitAsync(cancellation);
        }
        finally
        {
            _gate.Exit(room);
        }
    }

    public async Task<IEventSubscription> SubscribeAsync(Filter filter, CancellationToken cancellation, int capacity = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ThrowIfUseless();
        var subscription = new EventSubscription(
            Interlocked.Increment(ref _subscriptions), filter, capacity, s => _loop.TryPost(() => _session.Unsubscribe(s)));
        var pending = new PendingRequest(number: 0, frame: default, subscription, _time.GetTimestamp());
        _session.Submit(pending);
        try
        {
            await pending.Task.WaitAsync(cancellation);
            return subscription;
        }
        catch
        {
            await subscription.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says goodbye, sends what was taken, fails what waits with Closed and ends the subscriptions.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _dialled;
        await _loop.RunAsync(() =>
        {
            _session.Close();
            return true;
        });
        await _loop.DisposeAsync();
        await _state.DisposeAsync();
    }

    private async Task DialAsync()
    {
        try
        {
            await _loop.DialAsync(_options.Dial(), _session);
        }
        catch (Zmq.ZmqException e)
        {
            // Not the connection, which is tried again and again, but the socket itself: too many of them, say.
            CountFault(e);
            _state.Refuse(new(MessagingFault.NotConnected, e.Message));
        }
    }

    private async Task WaitForRoomAsync(long room, CancellationToken cancellation)
    {
        using var expiry = new CancellationTokenSource(_options.RequestDeadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
        try
        {
            await _gate.EnterAsync(room, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw _session.Late(wasSent: false);
        }
    }

    private static ReadOnlyMemory<byte> Encode(Message message)
    {
        try
        {
            return OutboundFrame.Encode(message);
        }
        catch (ProtocolException e)
        {
            throw new MessagingException(MessagingFault.Refused, e.Message, e.Fault.ToString());
        }
    }

    private void ThrowIfUseless()
    {
        if (Volatile.Read(ref _disposed) != 0)
        {
            throw new MessagingException(MessagingFault.Closed, $"The client {Identity} was disposed.");
        }

        if (_state.Refusal is { } refusal)
        {
            throw ConnectionState.Again(refusal);
        }
    }

    private void CountFault(Exception fault)
    {
        Interlocked.Increment(ref _faults);
        _options.OnFault?.Invoke(fault);
    }
}
