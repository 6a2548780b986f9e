using System.Diagnostics.CodeAnalysis;

namespace EbcSuite.Events;

/// <summary>
/// One typed value of a notification or a constraint: a boolean, a 64-bit integer, a double, a UTF-8 string or bytes.
/// Equality here is identity of kind and value (so a value can be stored and found again); how values
/// <em>match</em> is <see cref="Constraint.Matches"/>, where integers and doubles compare with each other.
/// </summary>
public readonly struct AttributeValue : IEquatable<AttributeValue>
{
    private readonly long _bits;
    private readonly object? _reference;

    private AttributeValue(AttributeKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    public AttributeKind Kind { get; }

    /// <summary>Whether the value is an integer or a double.</summary>
    public bool IsNumber => Kind is AttributeKind.Integer or AttributeKind.Double;

    public bool AsBoolean() => Kind == AttributeKind.Boolean ? _bits != 0 : throw Mismatch(AttributeKind.Boolean);

    public long AsInteger() => Kind == AttributeKind.Integer ? _bits : throw Mismatch(AttributeKind.Integer);

    public double AsDouble() =>
        Kind == AttributeKind.Double ? BitConverter.Int64BitsToDouble(_bits) : throw Mismatch(AttributeKind.Double);

    public string AsString() => Kind == AttributeKind.String ? (string)_reference! : throw Mismatch(AttributeKind.String);

    public ReadOnlyMemory<byte> AsBytes() =>
        Kind == AttributeKind.Bytes ? (byte[])_reference! : throw Mismatch(AttributeKind.Bytes);

    public static implicit operator AttributeValue(bool value) => new(AttributeKind.Boolean, value ? 1 : 0, reference: null);

    public static implicit operator AttributeValue(long value) => new(AttributeKind.Integer, value, reference: null);

    public static implicit operator AttributeValue(double value) =>
        new(AttributeKind.Double, BitConverter.DoubleToInt64Bits(value), reference: null);

    public static implicit operator AttributeValue(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(AttributeKind.String, 0, value);
    }

    /// <summary>Takes ownership of <paramref name="value"/>: it must not be written to afterwards.</summary>
    public static implicit operator AttributeValue(byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(AttributeKind.Bytes, 0, value);
    }

    public bool Equals(AttributeValue other) =>
        Kind == other.Kind && _bits == other._bits && Kind switch
        {
            AttributeKind.String => string.Equals((string)_reference!, (string)other._reference!, StringComparison.Ordinal),
            AttributeKind.Bytes => ((byte[])_reference!).AsSpan().SequenceEqual((byte[])other._reference!),
            _ => true,
        };

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is AttributeValue other && Equals(other);

    public override int GetHashCode() => Kind switch
    {
        AttributeKind.String => HashCode.Combine(Kind, string.GetHashCode((string)_reference!, StringComparison.Ordinal)),
        AttributeKind.Bytes => HashBytes((byte[])_reference!),
        _ => HashCode.Combine(Kind, _bits),
    };

    public static bool operator ==(AttributeValue left, AttributeValue right) => left.Equals(right);

    public static bool operator !=(AttributeValue left, AttributeValue right) => !left.Equals(right);

    /// <summary>The value as the text form of filters writes it: <c>"text"</c>, <c>12</c>, <c>1.5</c>, <c>true</c>, <c>0x0aff</c>.</summary>
    public override string ToString() => ValueText.Write(this);

    private static int HashBytes(byte[] bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }

    private InvalidOperationException Mismatch(AttributeKind asked) => new($"The value is of type {Kind}, not {asked}.");
}
