using System.Globalization;
using System.Text.Json.Nodes;
using EbcSuite.Events;

namespace EbcSuite.Protocol.Tests;

/// <summary>
/// What docs/protocol.md says a message's frame holds, as the tagged JSON of Judge/msgpack_judge.py: written from the
/// document and apart from the encoder, so that the two can disagree.
/// </summary>
internal static class MessageStructure
{
    public static JsonObject Of(Message message) => message switch
    {
        Hello m => Frame(1, Text(m.Identity), Integer((byte)m.Role)),
        Welcome m => Frame(2, Text(m.Broker), Text(m.Site)),
        Subscribe m => Frame(3, Integer(m.Request), Integer(m.Subscription), Of(m.Filter)),
        Unsubscribe m => Frame(4, Integer(m.Request), Integer(m.Subscription)),
        Publish m => Frame(5, Integer(m.Request), Of(m.Notification)),
        Accepted m => Frame(6, Integer(m.Request)),
        Refused m => Frame(7, Integer(m.Request), Text(m.Code), Text(m.Text)),
        Deliver m => Frame(8, Integer(m.Id.Origin), Integer(m.Id.Number), Of(m.Notification)),
        Forward m => Frame(9, Integer(m.Id.Origin), Integer(m.Id.Number), Integer(m.Hops), Of(m.Notification)),
        Ping m => Frame(10, Integer(m.Number)),
        Pong m => Frame(11, Integer(m.Number)),
        Goodbye m => Frame(12, Text(m.Reason)),
        Enrol m => Frame(13, Text(m.Token), Text(m.Identity)),
        Enrolled m => Frame(14, Text(m.Identity), Text(m.Site)),
        _ => throw new ArgumentException($"{message.GetType()} is not in the document.", nameof(message)),
    };

    private static JsonObject Frame(ulong kind, params JsonObject[] fields) => Array([Integer(1), Integer(kind), .. fields]);

    private static JsonObject Of(Notification notification)
    {
        var pairs = notification.Select(p => (JsonNode)new JsonArray(Text(p.Key), Of(p.Value)));
        return Array(new JsonObject { ["m"] = new JsonArray(pairs.ToArray()) }, Bytes(notification.Body.Span));
    }

    private static JsonObject Of(Filter filter) => Array(filter.Constraints
        .Select(c => Array([Text(c.Attribute), Integer((byte)c.Operator), .. c.Values.Select(Of)]))
        .ToArray());

    private static JsonObject Of(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Boolean => new() { ["t"] = value.AsBoolean() },
        AttributeKind.Integer => new() { ["i"] = value.AsInteger().ToString(CultureInfo.InvariantCulture) },
        AttributeKind.Double => new() { ["f"] = BitConverter.DoubleToInt64Bits(value.AsDouble()).ToString("x16") },
        AttributeKind.String => Text(value.AsString()),
        AttributeKind.Bytes => Bytes(value.AsBytes().Span),
        _ => throw new ArgumentException("No value.", nameof(value)),
    };

    private static JsonObject Integer(ulong value) => new() { ["i"] = value.ToString(CultureInfo.InvariantCulture) };

    private static JsonObject Text(string value) => new() { ["s"] = value };

    private static JsonObject Bytes(ReadOnlySpan<byte> value) => new() { ["b"] = Convert.ToHexStringLower(value) };

    private static JsonObject Array(params JsonObject[] items) => new() { ["a"] = new JsonArray([.. items]) };
}
