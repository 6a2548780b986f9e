using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using EbcSuite.Events;

namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>The front-end's question to all nodes, the news of nodes, and what bodies hold of them.</summary>
public static class NodeNews
{
    /// <summary>From the front-end to every node.</summary>
    public static Notification NodeAlive(string from, string operation) =>
        new AttributeWriter(EventNames.NodeAlive, from).Add(AttributeNames.Operation, operation).ToNotification();

    /// <summary>A node's answer to <see cref="NodeAlive"/>.</summary>
    public static Report Alive(string operation, NodeStatus status) => new()
    {
        Operation = operation,
        Of = EventNames.NodeAlive,
        From = status.Node,
        Outcome = Outcomes.Done,
        Body = Body(status),
    };

    /// <summary>From a node: it is there (on start, on a new link).</summary>
    public static Notification NodeUp(NodeStatus status) =>
        new AttributeWriter(EventNames.NodeUp, status.Node).ToNotification(Body(status));

    /// <summary>From the front-end, as it judges.</summary>
    public static Notification Judged(string from, string node, string site, bool alive) =>
        new AttributeWriter(alive ? EventNames.NodeUp : EventNames.NodeDead, from)
            .Add(AttributeNames.Node, node).Add(AttributeNames.Site, site).ToNotification();

    public static byte[] Body(NodeStatus status) =>
        JsonSerializer.SerializeToUtf8Bytes(status, CheckpointingJson.Default.NodeStatus);

    public static bool TryRead(
        ReadOnlyMemory<byte> body, [NotNullWhen(true)] out NodeStatus? status, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            status = JsonSerializer.Deserialize(body.Span, CheckpointingJson.Default.NodeStatus);
            problem = status switch
            {
                null => "the body (NodeStatus) is null",
                _ when !Names.IsNode(status.Node) => "the body (NodeStatus) has no valid node",
                _ when !Names.IsNode(status.Site) => "the body (NodeStatus) has no valid site",
                { Drivers: null } or { Applications: null } => "the body (NodeStatus) lacks its lists",
                _ => null,
            };
        }
        catch (JsonException exception)
        {
            status = null;
            problem = $"the body is no NodeStatus: {exception.Message}";
        }

        return problem is null;
    }
}
