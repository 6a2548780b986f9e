using EbcSuite.Checkpointing.Vocabulary;
using EbcSuite.Events;
using EbcSuite.Messaging;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Cli.Keys;

/// <summary>The rights that go with each role of EbcSuite; the broker itself knows only filters.</summary>
public static class KeyRoles
{
    public const string Node = "node";
    public const string Operator = "operator";
    public const string FrontEnd = "front-end";

    public static IReadOnlyList<string> Names { get; } = [Node, Operator, FrontEnd, AllowedKey.PeerRole];

    /// <summary>
    /// A node publishes only as itself, and hears only what is for it: its commands, node_alive, and its streams.
    /// Operators and front-ends publish as themselves and hear everything. A peer is another broker, which passes on.
    /// </summary>
    public static AllowedKey Allow(string role, string identity, string publicKey) =>
        new(publicKey, identity, role, Rights(role, identity));

    private static LinkRights Rights(string role, string identity)
    {
        var asItself = Filter.Equal(AttributeNames.From, identity);
        return role switch
        {
            Node => new(
                [asItself],
                [
                    Filter.Equal(AttributeNames.Node, identity),
                    Filter.Equal(AttributeNames.Event, EventNames.NodeAlive),
                    Filter.Equal(AttributeNames.StreamTo, identity),
                ]),
            Operator or FrontEnd => new([asItself], [Filter.Everything]),
            AllowedKey.PeerRole => LinkRights.Everything,
            _ => throw CliException.Usage($"There is no role '{role}'.", $"Roles are {string.Join(", ", Names)}."),
        };
    }
}
