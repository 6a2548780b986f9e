using System.Runtime.InteropServices;
using EbcSuite.Messaging.Zmq;

namespace EbcSuite.Messaging.Sockets;

// What the thread does: poll, posted work, sockets, ticks; and the end.
public sealed partial class SocketLoop
{
    private void Run()
    {
        try
        {
            // Before the first socket is made: libzmq starts its threads then, and they inherit it.
            _ = ThreadNiceness.Set(_options.Niceness);
            IsRealTime = _options.RealTime && ThreadRealTime.TryBegin();
            var ticked = _time.GetTimestamp();
            var more = false;
            while (true)
            {
                Poll(more ? 0 : Timeout(ticked));
                _wakeUp.Clear();
                var closing = Volatile.Read(ref _closing);
                RunPosted();
                more = WorkReady();
                if (_time.GetElapsedTime(ticked) >= _options.Tick)
                {
                    ticked = _time.GetTimestamp();
                    Each(static m => m.Tick());
                }

                if (closing)
                {
                    break;
                }
            }

            Drain();
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref _faults);
            _options.OnFault?.Invoke(e);
        }
        finally
        {
            End();
        }
    }

    private int Timeout(long ticked)
    {
        // A tick may come late by this rounding, never early and in a spin.
        var left = (int)Math.Ceiling((_options.Tick - _time.GetElapsedTime(ticked)).TotalMilliseconds);
        left = Math.Clamp(left, 0, 100);
        return _members.Exists(static m => m.HasParked) ? Math.Min(left, RetryMilliseconds) : left;
    }

    private unsafe void Poll(int milliseconds)
    {
        _items.Clear();
        _ends.Clear();
        _items.Add(new() { Descriptor = _wakeUp.Descriptor, Events = ZmqConstants.PollIn });
        foreach (var member in _members)
        {
            member.Describe(_items);
            _ends.Add(_items.Count);
        }

        fixed (ZmqPollItem* items = CollectionsMarshal.AsSpan(_items))
        {
            if (LibZmq.zmq_poll(items, _items.Count, milliseconds) >= 0)
            {
                return;
            }

            if (Marshal.GetLastPInvokeError() != ZmqConstants.EINTR)
            {
                throw ZmqException.Last("zmq_poll");
            }
        }

        // Interrupted by a signal (trap 7): nothing is known to be ready.
        foreach (ref var item in CollectionsMarshal.AsSpan(_items))
        {
            item.Ready = 0;
        }
    }

    private void RunPosted()
    {
        // Only what was there at the start: work that posts work must not keep the sockets from being served.
        for (var left = Volatile.Read(ref _waiting); left > 0 && _posted.TryDequeue(out var work); left--)
        {
            Interlocked.Decrement(ref _waiting);
            Guard(static w => w(), work);
        }
    }

    private bool WorkReady()
    {
        var more = false;
        var begin = 1;
        for (var i = 0; i < _ends.Count; i++)
        {
            var ready = false;
            for (; begin < _ends[i]; begin++)
            {
                ready |= _items[begin].Ready != 0;
            }

            // Posted work may have closed a member since the poll.
            if (i < _members.Count && (ready || _members[i].HasParked))
            {
                Guard(
                    m =>
                    {
                        m.Retry();
                        more |= m.Work();
                    },
                    _members[i]);
            }
        }

        return more || !_posted.IsEmpty;
    }

    private void Each(Action<LoopMember> action)
    {
        foreach (var member in _members.ToArray())
        {
            Guard(action, member);
        }
    }

    private void Drain()
    {
        RunPosted();
        var began = _time.GetTimestamp();
        while (_members.Exists(static m => m.HasUnsent) && _time.GetElapsedTime(began) < _options.Drain)
        {
            Poll(RetryMilliseconds);
            _wakeUp.Clear();
            _ = WorkReady();
        }

        var left = _options.Drain - _time.GetElapsedTime(began);
        Each(m => m.Close(left > TimeSpan.Zero ? left : TimeSpan.Zero));
        _members.Clear();
    }

    private void End()
    {
        lock (_gate)
        {
            _closing = true;
        }

        // After a fault of the loop itself: the members still hold sockets, and zmq_ctx_term would wait for them.
        Each(static m => m.Close(TimeSpan.Zero));
        _context.Dispose();
        _wakeUp.Dispose();
        RunPosted();
        _stopped.SetResult();
    }
}
