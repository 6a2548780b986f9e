using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace EbcSuite.Protocol.MessagePack;

/// <summary>
/// Reads MessagePack (github.com/msgpack/msgpack, spec.md) from a span, every width of every type. Every length is
/// compared with the bytes that remain before anything is allocated or sliced; a count of elements with the bytes the
/// elements need at least.
/// </summary>
/// <remarks>Every member throws <see cref="ProtocolException"/> and nothing else; the position is then undefined.</remarks>
public ref struct MessagePackReader(ReadOnlySpan<byte> data)
{
    /// <summary>How deep a value that is skipped may nest.</summary>
    public const int MaximumDepth = 32;

    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    public readonly int Remaining => _data.Length - Position;

    public readonly bool IsAtEnd => Position == _data.Length;

    /// <summary>The type of the next value, which is not consumed.</summary>
    public readonly MessagePackType PeekType() =>
        IsAtEnd ? throw Truncated(1) : MessagePackCode.TypeOf(_data[Position]);

    public void ReadNil()
    {
        if (Code() != MessagePackCode.Nil)
        {
            throw Unexpected("nil");
        }
    }

    public bool ReadBoolean() => Code() switch
    {
        MessagePackCode.True => true,
        MessagePackCode.False => false,
        _ => throw Unexpected("a boolean"),
    };

    /// <summary>An integer of any width.</summary>
    /// <exception cref="ProtocolException">BadValue: it is over 2^63 − 1.</exception>
    public long ReadInt64()
    {
        var code = Code();
        switch (code)
        {
            case <= MessagePackCode.MaximumPositiveFixInt or >= MessagePackCode.NegativeFixInt:
                return (sbyte)code;
            case MessagePackCode.UInt8:
                return Take(1)[0];
            case MessagePackCode.UInt16:
                return BinaryPrimitives.ReadUInt16BigEndian(Take(2));
            case MessagePackCode.UInt32:
                return BinaryPrimitives.ReadUInt32BigEndian(Take(4));
            case MessagePackCode.UInt64:
                var wide = BinaryPrimitives.ReadUInt64BigEndian(Take(8));
                return wide <= long.MaxValue
                    ? (long)wide
                    : throw new ProtocolException(ProtocolFault.BadValue, $"The integer {wide} is over 2^63 - 1.");
            case MessagePackCode.Int8:
                return (sbyte)Take(1)[0];
            case MessagePackCode.Int16:
                return BinaryPrimitives.ReadInt16BigEndian(Take(2));
            case MessagePackCode.Int32:
                return BinaryPrimitives.ReadInt32BigEndian(Take(4));
            case MessagePackCode.Int64:
                return BinaryPrimitives.ReadInt64BigEndian(Take(8));
            default:
                throw Unexpected("an integer");
        }
    }

    /// <summary>An integer of any width that is not negative.</summary>
    /// <exception cref="ProtocolException">BadValue: it is negative.</exception>
    public ulong ReadUInt64()
    {
        if (!IsAtEnd && _data[Position] == MessagePackCode.UInt64)
        {
            Position++;
            return BinaryPrimitives.ReadUInt64BigEndian(Take(8));
        }

        var value = ReadInt64();
        return value >= 0
            ? (ulong)value
            : throw new ProtocolException(ProtocolFault.BadValue, $"The integer {value} is negative where none may be.");
    }

    /// <summary>A float of either width. Integers are not taken for floats: the two are different types of an attribute.</summary>
    public double ReadDouble() => Code() switch
    {
        MessagePackCode.Float32 => BinaryPrimitives.ReadSingleBigEndian(Take(4)),
        MessagePackCode.Float64 => BinaryPrimitives.ReadDoubleBigEndian(Take(8)),
        _ => throw Unexpected("a float"),
    };

    /// <summary>The length of the string that begins here; <see cref="ReadUtf8"/> reads its bytes.</summary>
    public int ReadStringHeader()
    {
        var code = Code();
        return Length(code switch
        {
            >= MessagePackCode.FixString and < MessagePackCode.Nil => (uint)(code & 0x1f),
            MessagePackCode.String8 => Take(1)[0],
            MessagePackCode.String16 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            MessagePackCode.String32 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            _ => throw Unexpected("a string"),
        });
    }

    /// <summary>The text of <paramref name="length"/> bytes of UTF-8.</summary>
    /// <exception cref="ProtocolException">BadUtf8: they are not; Truncated.</exception>
    public string ReadUtf8(int length)
    {
        var bytes = ReadRaw(length);
        return Utf8.IsValid(bytes)
            ? Encoding.UTF8.GetString(bytes)
            : throw new ProtocolException(ProtocolFault.BadUtf8, $"The string before byte {Position} is not UTF-8.");
    }

    /// <param name="limit">Bytes of UTF-8 at most.</param>
    /// <exception cref="ProtocolException">OverLimit, before anything is allocated; BadUtf8.</exception>
    public string ReadString(int limit)
    {
        var length = ReadStringHeader();
        return length <= limit
            ? ReadUtf8(length)
            : throw new ProtocolException(ProtocolFault.OverLimit, $"A string of {length} bytes; at most {limit}.");
    }

    /// <summary>The length of the bytes that begin here; <see cref="ReadRaw"/> reads them.</summary>
    public int ReadBinaryHeader() => Length(Code() switch
    {
        MessagePackCode.Binary8 => Take(1)[0],
        MessagePackCode.Binary16 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
        MessagePackCode.Binary32 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
        _ => throw Unexpected("bytes"),
    });

    /// <summary>The next <paramref name="length"/> bytes as they stand: not copied.</summary>
    public ReadOnlySpan<byte> ReadRaw(int length) => Take(length);

    /// <summary>The number of elements of the array that begins here; there are at least as many bytes.</summary>
    public int ReadArrayHeader()
    {
        var code = Code();
        return Count(1, code switch
        {
            >= MessagePackCode.FixArray and < MessagePackCode.FixString => (uint)(code & 0x0f),
            MessagePackCode.Array16 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            MessagePackCode.Array32 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            _ => throw Unexpected("an array"),
        });
    }

    /// <summary>The number of pairs of the map that begins here; there are at least twice as many bytes.</summary>
    public int ReadMapHeader()
    {
        var code = Code();
        return Count(2, code switch
        {
            >= MessagePackCode.FixMap and < MessagePackCode.FixArray => (uint)(code & 0x0f),
            MessagePackCode.Map16 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            MessagePackCode.Map32 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            _ => throw Unexpected("a map"),
        });
    }

    /// <summary>The type of the extension that begins here and its bytes, not copied.</summary>
    public ReadOnlySpan<byte> ReadExtension(out sbyte type)
    {
        var length = Code() switch
        {
            MessagePackCode.FixExtension1 => 1u,
            MessagePackCode.FixExtension2 => 2u,
            MessagePackCode.FixExtension4 => 4u,
            MessagePackCode.FixExtension8 => 8u,
            MessagePackCode.FixExtension16 => 16u,
            MessagePackCode.Extension8 => Take(1)[0],
            MessagePackCode.Extension16 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            MessagePackCode.Extension32 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            _ => throw Unexpected("an extension"),
        };
        type = (sbyte)Take(1)[0];
        return Take(Length(length));
    }

    /// <summary>A timestamp of any of the three widths.</summary>
    /// <exception cref="ProtocolException">UnexpectedType: another extension; BadValue: another width, or a second of nanoseconds.</exception>
    public MessagePackTimestamp ReadTimestamp()
    {
        var bytes = ReadExtension(out var type);
        if (type != MessagePackTimestamp.ExtensionType)
        {
            throw new ProtocolException(ProtocolFault.UnexpectedType, $"Extension {type} is not a timestamp.");
        }

        var timestamp = bytes.Length switch
        {
            4 => new MessagePackTimestamp(BinaryPrimitives.ReadUInt32BigEndian(bytes), 0),
            8 => Split(BinaryPrimitives.ReadUInt64BigEndian(bytes)),
            12 => new(BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), BinaryPrimitives.ReadUInt32BigEndian(bytes)),
            _ => throw new ProtocolException(ProtocolFault.BadValue, $"A timestamp of {bytes.Length} bytes; 4, 8 or 12."),
        };
        return timestamp.Nanoseconds < MessagePackTimestamp.NanosecondsPerSecond
            ? timestamp
            : throw new ProtocolException(ProtocolFault.BadValue, $"A timestamp of {timestamp.Nanoseconds} ns in its second.");
    }

    /// <summary>Passes over one value of any type.</summary>
    /// <exception cref="ProtocolException">NestedTooDeep; Truncated.</exception>
    public void Skip() => Skip(MaximumDepth);

    private void Skip(int depth)
    {
        switch (PeekType())
        {
            case MessagePackType.Integer:
                _ = _data[Position] == MessagePackCode.UInt64 ? ReadUInt64() : (ulong)ReadInt64();
                break;
            case MessagePackType.Float:
                _ = ReadDouble();
                break;
            case MessagePackType.String:
                _ = Take(ReadStringHeader());
                break;
            case MessagePackType.Binary:
                _ = Take(ReadBinaryHeader());
                break;
            case MessagePackType.Extension:
                _ = ReadExtension(out _);
                break;
            case MessagePackType.Array:
                SkipAll(ReadArrayHeader(), depth);
                break;
            case MessagePackType.Map:
                SkipAll(2 * ReadMapHeader(), depth);
                break;
            default:
                Position++;
                break;
        }
    }

    private void SkipAll(int count, int depth)
    {
        if (depth == 0)
        {
            throw new ProtocolException(ProtocolFault.NestedTooDeep, $"A value nests deeper than {MaximumDepth}.");
        }

        for (var i = 0; i < count; i++)
        {
            Skip(depth - 1);
        }
    }

    private static MessagePackTimestamp Split(ulong packed) => new((long)(packed & 0x3_ffff_ffff), (uint)(packed >> 34));

    private byte Code() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int length)
    {
        if ((uint)length > (uint)Remaining)
        {
            throw Truncated(length);
        }

        var taken = _data.Slice(Position, length);
        Position += length;
        return taken;
    }

    private readonly int Length(uint announced) => announced <= (uint)Remaining ? (int)announced : throw Truncated(announced);

    private readonly int Count(uint bytesEach, uint announced) =>
        (ulong)announced * bytesEach <= (uint)Remaining ? (int)announced : throw Truncated((long)announced * bytesEach);

    private readonly ProtocolException Truncated(long needed) =>
        new(ProtocolFault.Truncated, $"At byte {Position} of {_data.Length} {needed} more bytes are needed at least.");

    private readonly ProtocolException Unexpected(string expected) => new(
        ProtocolFault.UnexpectedType,
        $"At byte {Position - 1}: {expected} was expected, not 0x{_data[Position - 1]:x2}.");
}
