using System.Text.Json;
using EbcSuite.Events;

namespace EbcSuite.Cli.Output;

/// <summary>A notification in the shape that <c>ebc events --json</c> prints.</summary>
public static class EventDocuments
{
    public static EventDocument Of(Notification notification, DateTimeOffset at)
    {
        var attributes = notification.ToDictionary(p => p.Key, p => Json(p.Value), StringComparer.Ordinal);
        var body = notification.Body;
        return body.IsEmpty ? new(at, attributes, null, null)
            : Parse(body) is { } json ? new(at, attributes, json, null)
            : new(at, attributes, null, Convert.ToBase64String(body.Span));
    }

    // Bytes, and doubles that JSON has no number for (NaN, infinities), go as the text form of filters.
    private static JsonElement Json(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Boolean => JsonSerializer.SerializeToElement(value.AsBoolean(), CliJson.Default.Boolean),
        AttributeKind.Integer => JsonSerializer.SerializeToElement(value.AsInteger(), CliJson.Default.Int64),
        AttributeKind.Double when double.IsFinite(value.AsDouble()) =>
            JsonSerializer.SerializeToElement(value.AsDouble(), CliJson.Default.Double),
        AttributeKind.String => JsonSerializer.SerializeToElement(value.AsString(), CliJson.Default.String),
        _ => JsonSerializer.SerializeToElement(value.ToString(), CliJson.Default.String),
    };

    private static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        try
        {
            return JsonElement.TryParseValue(ref reader, out var element) && reader.BytesConsumed == body.Length ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
