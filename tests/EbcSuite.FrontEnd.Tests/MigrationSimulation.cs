using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Plans;
using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.FrontEnd.Core;
using EbcSuite.TestKit.Simulation;

namespace EbcSuite.FrontEnd.Tests;

/// <summary>One run: an application on node a is migrated a few times while everything goes wrong, then everything is mended.</summary>
internal sealed class MigrationSimulation
{
    public const string Application = "heat";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, SimulatedNode> _nodes = new(StringComparer.Ordinal);
    private readonly SimulatedApplication _application = new(Application);
    private bool _storms;

    public MigrationSimulation(int seed, DriverCapabilities? capabilities = null)
    {
        Seed = seed;
        Network = new(seed, Start) { AfterEvent = Check };
        foreach (var name in new[] { "a", "b", "c" })
        {
            _nodes[name] = new(name, Network, _nodes, _application, capabilities ?? new(true, true, false, false));
        }

        _nodes["a"].Host();
        FrontEnd = new(Network, new FrontEndSettings
        {
            Identity = "front-end",
            Timings = new PlanTimings
            {
                Initialization = TimeSpan.FromSeconds(20),
                Checkpointing = TimeSpan.FromSeconds(20),
                Transferring = TimeSpan.FromSeconds(30),
            },
        });
    }

    public int Seed { get; }

    public SimulatedNetwork Network { get; }

    public SimulatedFrontEnd FrontEnd { get; }

    public IReadOnlyDictionary<string, SimulatedNode> Nodes => _nodes;

    public SimulatedApplication Ledger => _application;

    /// <summary>Where it runs; fails the test when that is not exactly one node, or there is another copy.</summary>
    public string Home()
    {
        var copies = _nodes.Values.Where(n => n.Copy is not null).ToList();
        Require(copies.Count == 1, $"there is one copy at the end, not {copies.Count}");
        Require(copies[0].Copy!.State == ApplicationState.Running, $"the copy runs at the end, and does not stay {copies[0].Copy!.State}");
        return copies[0].Name;
    }

    public SimulatedRequester Ask(string operation, string to) => new(Network, new Request
    {
        Event = EventNames.MigrateApplication,
        Operation = operation,
        From = "cli-" + operation,
        Application = Application,
        To = to,
    });

    /// <summary>Lets all go wrong for a while, by the seed.</summary>
    public void Storm()
    {
        var random = Network.Random;
        _storms = true;
        Network.Weather = new(random.NextDouble() * 0.3, random.NextDouble() * 0.3, TimeSpan.FromSeconds(random.NextDouble() * 3));
        FrontEnd.DeathRate = Network.Chance(0.5) ? random.NextDouble() * 0.05 : 0;
        foreach (var node in _nodes.Values)
        {
            node.FailureRate = Network.Chance(0.5) ? random.NextDouble() * 0.25 : 0;
            node.Slowness = TimeSpan.FromSeconds(random.NextDouble() * 6);
        }

        var parties = _nodes.Keys.Append("front-end").ToArray();
        for (var i = random.Next(4); i > 0; i--)
        {
            var party = parties[random.Next(parties.Length)];
            Network.After(Network.Some(TimeSpan.FromSeconds(60)), () => Network.CutOff(party, off: _storms));
            Network.After(Network.Some(TimeSpan.FromSeconds(90)), () => Network.CutOff(party, off: false));
        }

        for (var i = random.Next(4); i > 0; i--)
        {
            var node = _nodes.Values.ElementAt(random.Next(_nodes.Count));
            Network.After(Network.Some(TimeSpan.FromSeconds(60)), () => Kill(node));
        }
    }

    public void Mend()
    {
        _storms = false;
        Network.Heal();
        FrontEnd.DeathRate = 0;
        foreach (var node in _nodes.Values)
        {
            node.FailureRate = 0;
            node.Failing.Clear();
        }
    }

    public void Require(bool condition, string law)
    {
        if (!condition)
        {
            Assert.Fail($"Seed {Seed}: {law}.\n{string.Join('\n', Network.Story.TakeLast(120))}");
        }
    }

    private void Kill(SimulatedNode node)
    {
        if (!_storms)
        {
            return;
        }

        var back = Network.Some(TimeSpan.FromSeconds(20));
        if (Network.Chance(0.5) && node.CanLoseItsCopy)
        {
            node.Reboot(back);
        }
        else
        {
            node.CrashDaemon(back);
        }
    }

    // What holds after every event.
    private void Check()
    {
        Require(_nodes.Values.Count(n => n.Copy?.State == ApplicationState.Running) <= 1, "at most one copy runs");
        Require(_application.Fault is null, $"every iteration is done once: {_application.Fault}");
        Require(FrontEnd?.Fault is null, $"tokens only grow: {FrontEnd?.Fault}");
    }
}
