using System.Collections.Concurrent;
using EbcSuite.Messaging.Sockets;
using EbcSuite.Protocol;

namespace EbcSuite.Messaging;

/// <summary>
/// What a client knows of its link: greeting, requests without an answer yet, subscriptions. On the loop's thread, but for
/// <see cref="Submit"/> and <see cref="NextRequest"/>. The order of a connection: Hello, Welcome, every subscription again,
/// what was published meanwhile; connected is told when all subscriptions are taken.
/// </summary>
internal sealed partial class ClientSession(
    EventClientOptions options, TimeProvider time, SocketLoop loop, ConnectionState state, Action<Exception> onFault) : IDialHandler
{
    private readonly ConcurrentQueue<PendingRequest> _submitted = new();
    private readonly Dictionary<ulong, PendingRequest> _pending = [];
    private readonly Queue<PendingRequest> _byDeadline = new();
    private readonly Queue<PendingRequest> _unsent = new();
    private readonly Dictionary<ulong, EventSubscription> _subscriptions = [];
    private readonly Dictionary<ulong, PendingRequest> _newSubscriptions = [];
    private readonly HashSet<ulong> _repetitions = [];
    private DialledSocket? _link;
    private Phase _phase = Phase.Down;
    private string _lastProblem = $"{options.Endpoint} has not answered yet.";
    private long _greetedAt;
    private ulong _requests;
    private int _posted;

    private enum Phase
    {
        Down,
        Greeting,
        Subscribing,
        Ready,
        Closed,
    }

    public ulong NextRequest() => Interlocked.Increment(ref _requests);

    /// <summary>From any thread. Many submissions cost one post.</summary>
    public void Submit(PendingRequest request)
    {
        _submitted.Enqueue(request);
        if (Interlocked.Exchange(ref _posted, 1) == 0 && !loop.TryPost(TakeSubmitted))
        {
            request.Fail(new(MessagingFault.Closed, $"The client {options.Identity} was disposed."));
        }
    }

    /// <summary>The fault of a request whose deadline has passed.</summary>
    public MessagingException Late(bool wasSent) => wasSent
        ? new(MessagingFault.DeadlinePassed, $"{options.Endpoint} did not answer within {options.RequestDeadline.TotalSeconds:0.#} s.")
        : new(
            MessagingFault.NotConnected,
            $"Not connected within {options.RequestDeadline.TotalSeconds:0.#} s. {Volatile.Read(ref _lastProblem)}");

    public void Unsubscribe(EventSubscription subscription)
    {
        _newSubscriptions.Remove(subscription.Number);
        if (_subscriptions.Remove(subscription.Number) && _phase >= Phase.Subscribing)
        {
            Send(new Unsubscribe(0, subscription.Number));
        }
    }

    public void Close()
    {
        if (_phase >= Phase.Greeting)
        {
            Send(new Goodbye("closing"));
        }

        _phase = Phase.Closed;
        TakeSubmitted();
        var closed = new MessagingException(MessagingFault.Closed, $"The client {options.Identity} was disposed.");
        foreach (var request in _byDeadline)
        {
            request.Fail(closed);
        }

        foreach (var subscription in _subscriptions.Values)
        {
            subscription.End();
        }

        state.Down();
        state.Refuse(closed);
    }

    void IDialHandler.OnUp(DialledSocket link)
    {
        _link = link;
        Greet();
    }

    void IDialHandler.OnFrame(DialledSocket link, ReadOnlyMemory<byte> frame)
    {
        try
        {
            // A copy of its own: a notification's body is a slice of it and lives as long as somebody holds it.
            Take(MessageDecoder.Decode(frame.ToArray()));
        }
        catch (ProtocolException e)
        {
            onFault(e);
        }
    }

    void IDialHandler.OnDown(DialledSocket link, DialProblem problem, string reason)
    {
        Volatile.Write(ref _lastProblem, reason);
        Fall();
        if (problem is DialProblem.KeyRefused or DialProblem.ServerKeyWrong)
        {
            Refuse(new(MessagingFault.KeyRefused, reason));
        }
    }

    void IDialHandler.OnTick(DialledSocket link)
    {
        if (_phase is Phase.Greeting or Phase.Subscribing && time.GetElapsedTime(_greetedAt) >= options.DeadAfter)
        {
            link.Redial($"{options.Endpoint} did not welcome within {options.DeadAfter.TotalSeconds:0.#} s.");
        }

        while (_byDeadline.TryPeek(out var oldest)
            && (oldest.IsDone || time.GetElapsedTime(oldest.MadeAt) >= options.RequestDeadline))
        {
            _byDeadline.Dequeue();
            if (!oldest.IsDone)
            {
                _pending.Remove(oldest.Number);
                oldest.Fail(Late(oldest.WasSent));
            }
        }

        // What has failed while there was no connection must not keep its frame.
        while (_unsent.TryPeek(out var request) && request.IsDone)
        {
            _unsent.Dequeue();
        }
    }

    private void Take(Message message)
    {
        switch (message)
        {
            case Deliver deliver:
                foreach (var subscription in _subscriptions.Values)
                {
                    subscription.Offer(deliver.Notification);
                }

                break;
            case Accepted accepted:
                Accept(accepted.Request);
                break;
            case Welcome when _phase == Phase.Greeting:
                SubscribeAll();
                break;
            case Refused refused when refused.Code == RefusalCodes.NotGreeted:
                GreetAgain(refused);
                break;
            case Refused { Request: 0 } refused:
                RefuseLink(refused);
                break;
            case Refused refused:
                Fail(refused);
                break;
            case Goodbye goodbye:
                _link?.Redial($"{options.Endpoint} said goodbye: {goodbye.Reason}");
                break;
            default:
                break;
        }
    }

    private void TakeSubmitted()
    {
        Volatile.Write(ref _posted, 0);
        while (_submitted.TryDequeue(out var request))
        {
            _byDeadline.Enqueue(request);
            if (request.Subscription is { } subscription)
            {
                _subscriptions.Add(subscription.Number, subscription);
                _newSubscriptions.Add(subscription.Number, request);
                if (_phase >= Phase.Subscribing)
                {
                    SendSubscribe(subscription, request);
                }
            }
            else if (_phase < Phase.Subscribing || _unsent.Count > 0 || !TrySend(request))
            {
                _unsent.Enqueue(request);
            }
        }

        if (_phase < Phase.Subscribing && state.Refusal is { } refusal)
        {
            FailUnsent(refusal);
        }
    }

    private void Greet()
    {
        _phase = Phase.Greeting;
        _greetedAt = time.GetTimestamp();
        Send(new Hello(options.Identity, LinkRole.Client));
    }

    /// <summary>The broker has forgotten this link: it was expired there, or the broker is another run.</summary>
    private void GreetAgain(Refused refused)
    {
        // What was refused so was surely not taken: said at once, but for subscriptions, which are made again.
        if (_pending.Remove(refused.Request, out var request) && request.Subscription is null)
        {
            request.Fail(new(MessagingFault.NotConnected, $"{options.Endpoint} has lost this link: {refused.Text}", refused.Code));
        }

        if (_phase > Phase.Greeting)
        {
            Fall();
            Greet();
        }
    }

    private void SubscribeAll()
    {
        _phase = Phase.Subscribing;
        _greetedAt = time.GetTimestamp();
        foreach (var subscription in _subscriptions.Values)
        {
            var request = _newSubscriptions.GetValueOrDefault(subscription.Number)
                ?? new(number: 0, frame: default, subscription, _greetedAt) { IsRepetition = true };
            _repetitions.Add(SendSubscribe(subscription, request));
        }

        BeReady();
        while (_unsent.TryPeek(out var request) && (request.IsDone || TrySend(request)))
        {
            _unsent.Dequeue();
        }
    }

    private void BeReady()
    {
        if (_phase == Phase.Subscribing && _repetitions.Count == 0)
        {
            _phase = Phase.Ready;
            _link?.Settled();
            state.Up();
        }
    }
}
