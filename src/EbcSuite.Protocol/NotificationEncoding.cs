using EbcSuite.Events;
using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.Protocol;

/// <summary>A notification as <c>[{name: value, …}, body]</c>, the names in byte order as <see cref="Notification"/> has them.</summary>
internal static class NotificationEncoding
{
    private const int Fields = 2;

    /// <summary>Everything but the body's bytes, which come last in the frame.</summary>
    public static void WriteHead(ref MessagePackWriter writer, Notification notification)
    {
        var budget = default(ContentBudget);
        writer.WriteArrayHeader(Fields);
        writer.WriteMapHeader(notification.Count);
        foreach (var (name, value) in notification)
        {
            ValueEncoding.WriteText(ref writer, name, ref budget);
            ValueEncoding.Write(ref writer, value, ref budget);
        }

        writer.WriteBinaryHeader(notification.Body.Length);
    }

    /// <param name="owned">The memory that <paramref name="reader"/> reads, to be aliased by the body; or null: copy it.</param>
    public static Notification Read(ref MessagePackReader reader, ReadOnlyMemory<byte>? owned)
    {
        var fields = reader.ReadArrayHeader();
        if (fields < Fields)
        {
            throw new ProtocolException(ProtocolFault.MissingField, $"A notification of {fields} fields; it has {Fields}.");
        }

        var attributes = ReadAttributes(ref reader);
        var body = ReadBody(ref reader, owned);
        for (var i = Fields; i < fields; i++)
        {
            reader.Skip();
        }

        try
        {
            return Notification.Create(attributes, body);
        }
        catch (EventRefusedException e)
        {
            throw new ProtocolException(ProtocolFault.RefusedNotification, e.Message, e.Reason, e);
        }
    }

    private static KeyValuePair<string, AttributeValue>[] ReadAttributes(ref MessagePackReader reader)
    {
        var count = reader.ReadMapHeader();
        if (count > EventLimits.Attributes)
        {
            throw new ProtocolException(
                ProtocolFault.RefusedNotification,
                $"{count} attributes; at most {EventLimits.Attributes}.",
                EventRefusal.TooManyAttributes);
        }

        var budget = default(ContentBudget);
        var attributes = new KeyValuePair<string, AttributeValue>[count];
        for (var i = 0; i < count; i++)
        {
            var name = ValueEncoding.ReadName(ref reader, ref budget, ProtocolFault.RefusedNotification);
            attributes[i] = new(name, ValueEncoding.Read(ref reader, ref budget, ProtocolFault.RefusedNotification));
        }

        return attributes;
    }

    private static ReadOnlyMemory<byte> ReadBody(ref MessagePackReader reader, ReadOnlyMemory<byte>? owned)
    {
        var length = reader.ReadBinaryHeader();
        if (length > EventLimits.BodyBytes)
        {
            throw new ProtocolException(
                ProtocolFault.RefusedNotification,
                $"A body of {length} bytes; at most {EventLimits.BodyBytes}.",
                EventRefusal.BodyTooLarge);
        }

        var position = reader.Position;
        var bytes = reader.ReadRaw(length);
        return length == 0 ? default : owned is { } frame ? frame.Slice(position, length) : bytes.ToArray();
    }
}
