using EbcSuite.Events;

namespace EbcSuite.TestKit.Simulation;

/// <summary>
/// Parties that publish and subscribe by content, in virtual time, on one thread: the same seed gives the same run, so that a
/// failing one can be run again. Between parties messages are lost, doubled, delayed and cut off as the weather says.
/// </summary>
public sealed class SimulatedNetwork(int seed, DateTimeOffset start)
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Number)> _agenda = new();
    private readonly List<Party> _parties = [];
    private readonly HashSet<string> _cutOff = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _start = start;
    private long _number;

    private sealed record Party(string Name, IReadOnlyList<Filter> Filters, Action<Notification> Receive);

    public Random Random { get; } = new(seed);

    public DateTimeOffset Now { get; private set; } = start;

    public Weather Weather { get; set; } = Weather.Fair;

    /// <summary>Called after every event: the place for what must hold always.</summary>
    public Action AfterEvent { get; set; } = () => { };

    /// <summary>What came to pass, for the message of a failing test.</summary>
    public List<string> Story { get; } = [];

    public void Attach(string name, IReadOnlyList<Filter> filters, Action<Notification> receive) =>
        _parties.Add(new(name, filters, receive));

    /// <summary>A party that is cut off neither hears nor is heard. Messages under way still arrive elsewhere.</summary>
    public void CutOff(string name, bool off)
    {
        Tell($"{name} is {(off ? "cut off" : "joined again")}");
        _ = off ? _cutOff.Add(name) : _cutOff.Remove(name);
    }

    /// <summary>Fair weather, and nobody cut off.</summary>
    public void Heal()
    {
        Tell("the network is healed");
        Weather = Weather.Fair;
        _cutOff.Clear();
    }

    public void Publish(string from, Notification notification)
    {
        if (_cutOff.Contains(from))
        {
            return;
        }

        foreach (var party in _parties)
        {
            if (!party.Filters.Any(f => f.Matches(notification)) || Random.NextDouble() < Weather.Drop)
            {
                continue;
            }

            Deliver(party, notification);
            if (Random.NextDouble() < Weather.Duplicate)
            {
                Deliver(party, notification);
            }
        }
    }

    /// <summary>Does something after a time.</summary>
    public void After(TimeSpan delay, Action action) => _agenda.Enqueue(action, (Now + delay, _number++));

    /// <summary>Does something again and again, until it says false.</summary>
    public void Every(TimeSpan interval, Func<bool> action) => After(interval, () =>
    {
        if (action())
        {
            Every(interval, action);
        }
    });

    /// <summary>A random time up to this.</summary>
    public TimeSpan Some(TimeSpan atMost) => atMost * Random.NextDouble();

    public bool Chance(double probability) => Random.NextDouble() < probability;

    public void Tell(string text) => Story.Add($"{(Now - _start).TotalSeconds,8:0.000} {text}");

    /// <summary>Lets events happen until <paramref name="until"/> holds or the time is over; says whether it holds.</summary>
    public bool Run(TimeSpan atMost, Func<bool> until)
    {
        var end = Now + atMost;
        while (!until())
        {
            if (!_agenda.TryPeek(out _, out var next) || next.At > end)
            {
                Now = end;
                return false;
            }

            var action = _agenda.Dequeue();
            Now = next.At;
            action();
            AfterEvent();
        }

        return true;
    }

    private void Deliver(Party party, Notification notification) => After(Some(Weather.MaxDelay), () =>
    {
        if (!_cutOff.Contains(party.Name))
        {
            party.Receive(notification);
        }
    });
}
