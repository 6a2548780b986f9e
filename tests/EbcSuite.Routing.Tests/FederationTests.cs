using EbcSuite.Events;

namespace EbcSuite.Routing.Tests;

/// <summary>
/// The laws of design.md, section 5, over random trees, scripts and orders of delivery. The oracle is a scan of all
/// clients. A failure names its seed; the test case of that seed replays it.
/// </summary>
[Category("Simulated")]
public sealed class FederationTests
{
    private const int ScriptsOfCase = 100;

    [Test]
    public void Each_event_reaches_exactly_the_clients_whose_filters_match_each_once([NUnit.Framework.Range(0, 29)] int block) =>
        ForEachSeed(block, seed =>
        {
            var random = new Random(seed);
            var net = new SimulatedFederation(random, random.Next(1, 9), random.Next(2, 10));
            for (var round = 0; round < 3; round++)
            {
                for (var step = 0; step < 30; step++)
                {
                    Disturb(net, random, withLinks: true);
                    Advance(net, random);
                }

                net.Settle();
                PublishAndCompare(net, random, seed);
            }
        });

    [Test]
    public void Whoever_keeps_its_subscriptions_misses_nothing_while_others_come_and_go([NUnit.Framework.Range(30, 39)] int block) =>
        ForEachSeed(block, seed =>
        {
            var random = new Random(seed);
            var net = new SimulatedFederation(random, random.Next(2, 9), clients: 8);
            var steady = net.Clients.Take(3).ToList();
            steady.ForEach(c => net.Subscribe(c, RandomEvents.Filter(random)));
            net.Settle();
            var published = new List<Notification>();
            for (var step = 0; step < 60; step++)
            {
                Disturb(net, random, withLinks: false, steady);
                Advance(net, random);
                published.Add(RandomEvents.Notification(random, step));
                net.Publish(steady[random.Next(steady.Count)], published[^1]);
            }

            net.Settle();
            foreach (var client in steady)
            {
                var wanted = published.Where(client.Wants).Select(n => n.Integer("number")!.Value);
                client.Delivered.Order().Should().Equal(wanted, $"no event may fall into a gap (seed {seed})");
            }

            net.Clients.TrueForAll(c => c.Delivered.Distinct().Count() == c.Delivered.Count)
                .Should().BeTrue($"nothing is delivered twice (seed {seed})");
        });

    [Test]
    public void When_everyone_has_unsubscribed_in_any_order_nothing_is_left([NUnit.Framework.Range(40, 44)] int block) =>
        ForEachSeed(block, seed =>
        {
            var random = new Random(seed);
            var net = new SimulatedFederation(random, random.Next(2, 9), clients: 6);
            var all = Enumerable.Range(0, 30)
                .Select(_ => net.Clients[random.Next(6)])
                .Select(client =>
                {
                    net.Subscribe(client, RandomEvents.Filter(random));
                    return (Client: client, client.LastSubscription);
                })
                .ToArray();
            random.Shuffle(all);
            foreach (var (client, number) in all)
            {
                Advance(net, random);
                net.Unsubscribe(client, number);
            }

            net.Settle();
            net.Routers.Sum(r => r.Subscriptions).Should().Be(0, $"seed {seed}");
        });

    private static void ForEachSeed(int block, Action<int> script)
    {
        for (var seed = block * ScriptsOfCase; seed < (block + 1) * ScriptsOfCase; seed++)
        {
            script(seed);
        }
    }

    private static void Advance(SimulatedFederation net, Random random)
    {
        for (var i = random.Next(6); i > 0 && net.Step(); i--)
        {
        }
    }

    private static void Disturb(
        SimulatedFederation net, Random random, bool withLinks, List<SimulatedClient>? steady = null)
    {
        var client = net.Clients[random.Next(net.Clients.Count)];
        if (steady?.Contains(client) == true)
        {
            return;
        }

        var children = net.Children.ToArray();
        switch (random.Next(withLinks && children.Length > 0 ? 8 : 6))
        {
            case 0 when client.Link is not null:
                net.Disconnect(client);
                break;
            case 1 or 2 when client.Link is not null && client.Subscriptions.Count > 0:
                net.Unsubscribe(client, client.Subscriptions.Keys.ElementAt(random.Next(client.Subscriptions.Count)));
                break;
            case < 6 when client.Link is null:
                net.Connect(client);
                break;
            case < 6:
                net.Subscribe(client, RandomEvents.Filter(random));
                break;
            default:
                var child = children[random.Next(children.Length)];
                if (net.IsJoined(child))
                {
                    net.Part(child);
                }
                else
                {
                    net.Join(child);
                }

                break;
        }
    }

    private static void PublishAndCompare(SimulatedFederation net, Random random, int seed)
    {
        var publishers = net.Clients.Where(c => c.Link is not null).ToList();
        for (var number = 0; number < 10 && publishers.Count > 0; number++)
        {
            net.Clients.ForEach(c => c.Delivered.Clear());
            net.Crossings.Clear();
            var notification = RandomEvents.Notification(random, number);
            var publisher = publishers[random.Next(publishers.Count)];

            net.Publish(publisher, notification);
            net.Settle();

            foreach (var client in net.Clients)
            {
                var times = client.Wants(notification) && net.IsReachable(publisher.Broker, client.Broker) ? 1 : 0;
                client.Delivered.Should().HaveCount(times, $"of {notification} (seed {seed})");
            }

            foreach (var (_, from, to) in net.Crossings)
            {
                net.Clients
                    .Exists(c => c.Wants(notification) && net.IsBehind(c.Broker, from, to) && net.IsReachable(to, c.Broker))
                    .Should().BeTrue($"{notification} crossed {from} → {to} (seed {seed})");
            }
        }
    }
}
