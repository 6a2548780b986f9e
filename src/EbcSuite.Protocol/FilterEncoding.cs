using EbcSuite.Events;
using EbcSuite.Protocol.MessagePack;

namespace EbcSuite.Protocol;

/// <summary>A filter as <c>[[attribute, operator, value…], …]</c>; the empty array matches everything.</summary>
internal static class FilterEncoding
{
    private const int FieldsBeforeValues = 2;

    public static void Write(ref MessagePackWriter writer, Filter filter)
    {
        var budget = default(ContentBudget);
        writer.WriteArrayHeader(filter.Constraints.Count);
        foreach (var constraint in filter.Constraints)
        {
            writer.WriteArrayHeader(FieldsBeforeValues + constraint.Values.Count);
            ValueEncoding.WriteText(ref writer, constraint.Attribute, ref budget);
            writer.Write((ulong)constraint.Operator);
            foreach (var value in constraint.Values)
            {
                ValueEncoding.Write(ref writer, value, ref budget);
            }
        }
    }

    public static Filter Read(ref MessagePackReader reader)
    {
        var count = reader.ReadArrayHeader();
        if (count > EventLimits.Constraints)
        {
            throw new ProtocolException(
                ProtocolFault.RefusedFilter,
                $"{count} constraints; at most {EventLimits.Constraints}.",
                EventRefusal.TooManyConstraints);
        }

        var budget = default(ContentBudget);
        var constraints = new Constraint[count];
        try
        {
            for (var i = 0; i < count; i++)
            {
                constraints[i] = ReadConstraint(ref reader, ref budget);
            }

            return Filter.Create(constraints);
        }
        catch (EventRefusedException e)
        {
            throw new ProtocolException(ProtocolFault.RefusedFilter, e.Message, e.Reason, e);
        }
    }

    private static Constraint ReadConstraint(ref MessagePackReader reader, ref ContentBudget budget)
    {
        var fields = reader.ReadArrayHeader();
        if (fields < FieldsBeforeValues)
        {
            throw new ProtocolException(
                ProtocolFault.MissingField, $"A constraint of {fields} fields; it has an attribute and an operator at least.");
        }

        var attribute = ValueEncoding.ReadName(ref reader, ref budget, ProtocolFault.RefusedFilter);
        var op = ReadOperator(ref reader, attribute);
        var count = fields - FieldsBeforeValues;
        if (count > EventLimits.SetValues)
        {
            throw new ProtocolException(
                ProtocolFault.RefusedFilter,
                $"'{attribute}' with {count} values; at most {EventLimits.SetValues}.",
                EventRefusal.SetTooLarge);
        }

        var values = new AttributeValue[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = ValueEncoding.Read(ref reader, ref budget, ProtocolFault.RefusedFilter);
        }

        return Constraint.Create(attribute, op, values);
    }

    private static Operator ReadOperator(ref MessagePackReader reader, string attribute)
    {
        var number = reader.ReadUInt64();
        return number <= byte.MaxValue
            ? (Operator)number
            : throw new ProtocolException(
                ProtocolFault.RefusedFilter, $"Operator {number} on '{attribute}' is not known.", EventRefusal.UnknownOperator);
    }
}
