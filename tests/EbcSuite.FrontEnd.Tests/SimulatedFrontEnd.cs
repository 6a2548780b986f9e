using EbcSuite.Checkpointing.Journal;
using EbcSuite.FrontEnd.Core;
using EbcSuite.TestKit.Simulation;

namespace EbcSuite.FrontEnd.Tests;

/// <summary>The real core in a simulated network, with a journal of bytes. It can die between any two effects, and within a write.</summary>
internal sealed class SimulatedFrontEnd
{
    private readonly SimulatedNetwork _network;
    private readonly FrontEndSettings _settings;
    private byte[] _disk = [];
    private FrontEndCore? _core;
    private int _run;
    private long _token;

    public SimulatedFrontEnd(SimulatedNetwork network, FrontEndSettings settings)
    {
        _network = network;
        _settings = settings;
        Start();
        network.Attach(settings.Identity, FrontEndCore.Subscriptions(settings.Identity), n => Perform(_core?.Handle(n, network.Now)));
        network.Every(TimeSpan.FromMilliseconds(500), () =>
        {
            Perform(_core?.Tick(network.Now));
            return true;
        });
    }

    /// <summary>The chance to die at each effect, 0 to 1.</summary>
    public double DeathRate { get; set; }

    /// <summary>Null while it is dead.</summary>
    public FrontEndCore? Core => _core;

    /// <summary>A token that was not above, or not as high as, the one before; null while all is well.</summary>
    public string? Fault { get; private set; }

    private void Start()
    {
        var records = JournalText.Read(_disk, out var whole);
        var replay = JournalReplay.Of(records, _settings.Timings);
        if (_run % 2 == 1)
        {
            records = JournalShortening.Of(records, replay, 100);
            _disk = [.. records.SelectMany(JournalText.Write)];
            replay = JournalReplay.Of(records, _settings.Timings);
        }
        else
        {
            _disk = _disk[..whole];
        }

        _core = new FrontEndCore(_settings, replay, $"run{_run++}", _network.Now);
    }

    private void Perform(IReadOnlyList<FrontEndEffect>? effects)
    {
        foreach (var effect in effects ?? [])
        {
            if (_network.Chance(DeathRate))
            {
                Die(effect);
                return;
            }

            switch (effect)
            {
                case FrontEndEffect.Append(var record):
                    _disk = [.. _disk, .. JournalText.Write(record)];
                    Check(record);
                    break;
                case FrontEndEffect.Publish(var notification):
                    _network.Publish(_settings.Identity, notification);
                    break;
                case FrontEndEffect.Note(var operation, _, var text):
                    _network.Tell($"front-end: {operation} {text}");
                    break;
            }
        }
    }

    // Each owner's token is above the one before; what merely goes on keeps its own.
    private void Check(JournalRecord record)
    {
        var grows = record.Kind is JournalKind.Begun or JournalKind.Committed or JournalKind.Undoing;
        Fault ??= record.Token < _token || (grows && record.Token == _token) ? $"{record.Kind} has {record.Token} after {_token}" : null;
        _token = record.Token;
    }

    private void Die(FrontEndEffect during)
    {
        _network.Tell("front-end: dies");
        if (during is FrontEndEffect.Append(var record))
        {
            var bytes = JournalText.Write(record);
            _disk = [.. _disk, .. bytes[.._network.Random.Next(bytes.Length)]];
        }

        _core = null;
        _network.After(_network.Some(TimeSpan.FromSeconds(8)), Start);
    }
}
