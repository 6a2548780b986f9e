namespace EbcSuite.TestKit.Time;

/// <summary>
/// A clock that a test turns by hand: starts at noon of 1 January 2026 (UTC); timers fire within <see cref="Advance"/>,
/// on the thread that turns it, in the order they are due. Safe to use from several threads.
/// </summary>
public sealed class ManualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _elapsed;
    private TaskCompletionSource _timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    /// <summary>
    /// Completes when at least so many timers wait to fire: so a test knows that the code under test has begun to wait
    /// before it turns the clock.
    /// </summary>
    public async Task WhenTimersWaitAsync(int count, CancellationToken limit)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_timers.Count(t => t.Due < TimeSpan.MaxValue) >= count)
                {
                    return;
                }

                changed = _timerSet.Task;
            }

            await changed.WaitAsync(limit);
        }
    }

    private TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _elapsed;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Turns the clock on; what becomes due on the way fires at its time.</summary>
    public void Advance(TimeSpan by)
    {
        TimeSpan end;
        lock (_gate)
        {
            end = _elapsed + by;
        }

        while (true)
        {
            ManualTimer? next;
            lock (_gate)
            {
                next = _timers.Where(t => t.Due <= end).MinBy(t => t.Due);
                _elapsed = next is null ? end : next.Due > _elapsed ? next.Due : _elapsed;
            }

            if (next is null)
            {
                return;
            }

            next.Fire();
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public TimeSpan Due { get; private set; } = TimeSpan.MaxValue;

        public void Fire()
        {
            lock (time._gate)
            {
                Due = _period > TimeSpan.Zero ? Due + _period : TimeSpan.MaxValue;
            }

            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            TaskCompletionSource set;
            lock (time._gate)
            {
                Due = dueTime < TimeSpan.Zero ? TimeSpan.MaxValue : time._elapsed + dueTime;
                _period = period;
                set = time._timerSet;
                time._timerSet = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            set.SetResult();
            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
