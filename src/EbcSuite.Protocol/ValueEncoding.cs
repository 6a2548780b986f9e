using EbcSuite.Events;
using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.Protocol;

/// <summary>An attribute's name and value as MessagePack: str; and bool, int, float, str or bin.</summary>
internal static class ValueEncoding
{
    public static void Write(ref MessagePackWriter writer, AttributeValue value, ref ContentBudget budget)
    {
        switch (value.Kind)
        {
            case AttributeKind.Boolean:
                writer.Write(value.AsBoolean());
                break;
            case AttributeKind.Integer:
                writer.Write(value.AsInteger());
                break;
            case AttributeKind.Double:
                writer.Write(value.AsDouble());
                break;
            case AttributeKind.String:
                WriteText(ref writer, value.AsString(), ref budget);
                break;
            case AttributeKind.Bytes:
                var bytes = value.AsBytes().Span;
                budget.Spend(bytes.Length);
                writer.WriteBinary(bytes);
                break;
            default:
                throw new ProtocolException(ProtocolFault.BadValue, $"A value of type {value.Kind} has no form on the wire.");
        }
    }

    public static void WriteText(ref MessagePackWriter writer, string text, ref ContentBudget budget) =>
        budget.Spend(writer.Write(text));

    /// <param name="broken">RefusedFilter or RefusedNotification: whose value it is.</param>
    public static AttributeValue Read(ref MessagePackReader reader, ref ContentBudget budget, ProtocolFault broken)
    {
        switch (reader.PeekType())
        {
            case MessagePackType.Boolean:
                return reader.ReadBoolean();
            case MessagePackType.Integer:
                return reader.ReadInt64();
            case MessagePackType.Float:
                return reader.ReadDouble();
            case MessagePackType.String:
                return reader.ReadUtf8(Checked(reader.ReadStringHeader(), ref budget, broken));
            case MessagePackType.Binary:
                return reader.ReadRaw(Checked(reader.ReadBinaryHeader(), ref budget, broken)).ToArray();
            case var other:
                throw new ProtocolException(
                    ProtocolFault.UnexpectedType, $"A value is a {other}; it is a bool, an int, a float, a str or a bin.");
        }
    }

    public static string ReadName(ref MessagePackReader reader, ref ContentBudget budget, ProtocolFault broken)
    {
        var length = reader.ReadStringHeader();
        if (length is 0 or > EventLimits.NameBytes)
        {
            throw new ProtocolException(
                broken, $"An attribute's name of {length} bytes; 1 to {EventLimits.NameBytes}.", EventRefusal.BadName);
        }

        budget.Spend(length);
        return reader.ReadUtf8(length);
    }

    private static int Checked(int length, ref ContentBudget budget, ProtocolFault broken)
    {
        if (length > EventLimits.ValueBytes)
        {
            throw new ProtocolException(
                broken, $"A value of {length} bytes; at most {EventLimits.ValueBytes}.", EventRefusal.ValueTooLarge);
        }

        budget.Spend(length);
        return length;
    }
}
