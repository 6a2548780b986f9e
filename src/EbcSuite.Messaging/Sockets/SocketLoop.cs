using System.Collections.Concurrent;
using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Sockets;

/// <summary>
/// One thread that owns a set of sockets: nobody else touches them (trap 9). It is a thread of its own, as zmq_poll on the
/// process's main thread is interrupted by the end of every child process (trap 7; an interruption is survived anyhow).
/// Other threads hand it work by <see cref="TryPost"/> or <see cref="RunAsync{T}"/>.
/// </summary>
/// <remarks>
/// The order of a stop, on the loop's thread: no more posts are taken; those taken before run; parked frames are tried
/// until they have left or <see cref="SocketLoopOptions.Drain"/> has passed; each member closes its sockets with what is
/// left of that time as ZMQ_LINGER; zmq_ctx_term waits for the lingering. zmq_ctx_shutdown is not in it, since the owner
/// itself closes the sockets and never blocks in them: the eventfd does what ETERM would.
/// </remarks>
public sealed partial class SocketLoop : IAsyncDisposable
{
    private const int RetryMilliseconds = 5;

    private readonly SocketLoopOptions _options;
    private readonly TimeProvider _time;
    private readonly WakeUp _wakeUp = new();
    private readonly ConcurrentQueue<Action> _posted = new();
    private readonly List<LoopMember> _members = [];
    private readonly List<ZmqPollItem> _items = [];
    private readonly List<int> _ends = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly ZmqContext _context;
    private readonly Thread _thread;
    private ZapHandler? _zap;
    private int _waiting;
    private bool _closing;
    private long _faults;

    private SocketLoop(SocketLoopOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _context = new(options.IoThreads);
        _thread = new(Run) { Name = options.Name, IsBackground = true };
    }

    /// <summary>Exceptions at the loop's edge since the start.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Completes when the loop has stopped and everything of it is closed.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>Whether <see cref="SocketLoopOptions.RealTime"/> was asked for and allowed; known when the first member is there.</summary>
    public bool IsRealTime { get; private set; }

    public bool IsOnLoop => Thread.CurrentThread == _thread;

    internal TimeProvider Time => _time;

    internal ZmqContext Context => _context;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="MessagingException"><see cref="MessagingFault.LibraryMissing"/></exception>
    public static SocketLoop Start(SocketLoopOptions options, TimeProvider time)
    {
        options.Validate();
        var loop = new SocketLoop(options, time);
        loop._thread.Start();
        return loop;
    }

    /// <summary>Binds a server socket. From any thread; the handler is called on the loop's thread.</summary>
    /// <exception cref="MessagingException"><see cref="MessagingFault.CannotBind"/></exception>
    public Task<ServerSocket> BindAsync(ServerSocketOptions options, IServerHandler handler)
    {
        options.Validate();
        return RunAsync(() => Add(new ServerSocket(this, options, handler)));
    }

    /// <summary>Begins to dial a server, again and again. From any thread; the handler is called on the loop's thread.</summary>
    public Task<DialledSocket> DialAsync(DialOptions options, IDialHandler handler)
    {
        options.Validate();
        return RunAsync(() => Add(new DialledSocket(this, options, handler)));
    }

    /// <summary>Closes one member, for example a peer that is no longer configured.</summary>
    public Task CloseAsync(LoopMember member) => RunAsync(() =>
    {
        if (_members.Remove(member))
        {
            member.Close(_options.Drain);
        }

        return true;
    });

    /// <summary>Runs <paramref name="work"/> on the loop's thread soon. False: too much waits, or the loop stops.</summary>
    public bool TryPost(Action work)
    {
        if (Interlocked.Increment(ref _waiting) > _options.PostCapacity)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        lock (_gate)
        {
            if (_closing)
            {
                Interlocked.Decrement(ref _waiting);
                return false;
            }

            _posted.Enqueue(work);
        }

        _wakeUp.Signal();
        return true;
    }

    /// <summary>Runs <paramref name="work"/> on the loop's thread and returns what it returns or throws.</summary>
    /// <exception cref="MessagingException"><see cref="MessagingFault.Closed"/>: the loop stops, or too much waits.</exception>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var taken = TryPost(() =>
        {
            try
            {
                result.SetResult(work());
            }
            catch (Exception e)
            {
                result.SetException(e);
            }
        });
        return taken
            ? result.Task
            : Task.FromException<T>(new MessagingException(MessagingFault.Closed, $"The loop '{_options.Name}' takes no more work."));
    }

    /// <summary>A drained stop; see the remarks. Must not be awaited on the loop's thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _closing = true;
        }

        _wakeUp.Signal();
        await _stopped.Task.ConfigureAwait(false);
    }

    /// <summary>The one ZAP handler that a context may have, made before the first server binds (trap 1).</summary>
    internal ZapHandler Zap() => _zap ??= Add(new ZapHandler(this));

    /// <summary>Runs user code or a member's: its exception is counted and told, and the loop goes on.</summary>
    internal void Guard<T>(Action<T> action, T argument)
    {
        try
        {
            action(argument);
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref _faults);
            _options.OnFault?.Invoke(e);
        }
    }

    private T Add<T>(T member)
        where T : LoopMember
    {
        _members.Add(member);
        return member;
    }
}
