using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace EbcSuite.Protocol.MessagePack;

/// <summary>
/// Writes MessagePack (github.com/msgpack/msgpack, spec.md), every integer and every length in its shortest form, floats
/// in the width they are given in. <see cref="Flush"/> when done: until then the output lacks the last bytes.
/// </summary>
public ref struct MessagePackWriter(IBufferWriter<byte> output)
{
    private readonly IBufferWriter<byte> _output = output;
    private Span<byte> _span;
    private int _used;

    /// <summary>Hands the written bytes to the output.</summary>
    public void Flush()
    {
        if (_used > 0)
        {
            _output.Advance(_used);
        }

        _span = default;
        _used = 0;
    }

    public void WriteNil() => Next(1)[0] = MessagePackCode.Nil;

    public void Write(bool value) => Next(1)[0] = value ? MessagePackCode.True : MessagePackCode.False;

    public void Write(long value)
    {
        switch (value)
        {
            case >= 0:
                Write((ulong)value);
                break;
            case >= -32:
                Next(1)[0] = (byte)value;
                break;
            case >= sbyte.MinValue:
                Next(MessagePackCode.Int8, 1)[0] = (byte)value;
                break;
            case >= short.MinValue:
                BinaryPrimitives.WriteInt16BigEndian(Next(MessagePackCode.Int16, 2), (short)value);
                break;
            case >= int.MinValue:
                BinaryPrimitives.WriteInt32BigEndian(Next(MessagePackCode.Int32, 4), (int)value);
                break;
            default:
                BinaryPrimitives.WriteInt64BigEndian(Next(MessagePackCode.Int64, 8), value);
                break;
        }
    }

    public void Write(ulong value)
    {
        switch (value)
        {
            case <= MessagePackCode.MaximumPositiveFixInt:
                Next(1)[0] = (byte)value;
                break;
            case <= uint.MaxValue:
                WriteLength((uint)value, MessagePackCode.UInt8, MessagePackCode.UInt16, MessagePackCode.UInt32);
                break;
            default:
                BinaryPrimitives.WriteUInt64BigEndian(Next(MessagePackCode.UInt64, 8), value);
                break;
        }
    }

    public void Write(float value) => BinaryPrimitives.WriteSingleBigEndian(Next(MessagePackCode.Float32, 4), value);

    public void Write(double value) => BinaryPrimitives.WriteDoubleBigEndian(Next(MessagePackCode.Float64, 8), value);

    /// <returns>Bytes of UTF-8, without the header.</returns>
    /// <exception cref="ProtocolException">BadUtf8: half a surrogate pair, which UTF-8 cannot carry.</exception>
    public int Write(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        WriteStringHeader(length);
        if (Utf8.FromUtf16(value, Next(length), out _, out _, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw new ProtocolException(ProtocolFault.BadUtf8, "A string has half a surrogate pair.");
        }

        return length;
    }

    /// <summary>Writes as many characters of <paramref name="value"/> as fit; half surrogate pairs as U+FFFD.</summary>
    /// <param name="limit">Bytes of UTF-8; for texts of a few hundred bytes.</param>
    public void WriteClipped(string value, int limit)
    {
        Span<byte> utf8 = stackalloc byte[limit];
        _ = Utf8.FromUtf16(value, utf8, out _, out var length);
        WriteStringHeader(length);
        WriteRaw(utf8[..length]);
    }

    /// <summary>The header of a string; its <paramref name="length"/> bytes of UTF-8 follow by <see cref="WriteRaw"/>.</summary>
    public void WriteStringHeader(int length)
    {
        if (length <= 31)
        {
            Next(1)[0] = (byte)(MessagePackCode.FixString | length);
        }
        else
        {
            WriteLength((uint)length, MessagePackCode.String8, MessagePackCode.String16, MessagePackCode.String32);
        }
    }

    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        WriteBinaryHeader(value.Length);
        WriteRaw(value);
    }

    /// <summary>The header of bytes; the bytes follow by <see cref="WriteRaw"/>, or in the output by the caller.</summary>
    public void WriteBinaryHeader(int length) =>
        WriteLength((uint)length, MessagePackCode.Binary8, MessagePackCode.Binary16, MessagePackCode.Binary32);

    public void WriteArrayHeader(int count) =>
        WriteCount(count, MessagePackCode.FixArray, MessagePackCode.Array16, MessagePackCode.Array32);

    public void WriteMapHeader(int pairs) =>
        WriteCount(pairs, MessagePackCode.FixMap, MessagePackCode.Map16, MessagePackCode.Map32);

    public void WriteExtension(sbyte type, scoped ReadOnlySpan<byte> value)
    {
        var code = value.Length switch
        {
            1 => MessagePackCode.FixExtension1,
            2 => MessagePackCode.FixExtension2,
            4 => MessagePackCode.FixExtension4,
            8 => MessagePackCode.FixExtension8,
            16 => MessagePackCode.FixExtension16,
            _ => default,
        };
        if (code != default)
        {
            Next(1)[0] = code;
        }
        else
        {
            WriteLength((uint)value.Length, MessagePackCode.Extension8, MessagePackCode.Extension16, MessagePackCode.Extension32);
        }

        Next(1)[0] = (byte)type;
        WriteRaw(value);
    }

    /// <exception cref="ProtocolException">BadValue: a second or more of nanoseconds.</exception>
    public void Write(MessagePackTimestamp value)
    {
        if (value.Nanoseconds >= MessagePackTimestamp.NanosecondsPerSecond)
        {
            throw new ProtocolException(ProtocolFault.BadValue, $"A timestamp of {value.Nanoseconds} ns in its second.");
        }

        Span<byte> bytes = stackalloc byte[12];
        switch (value)
        {
            case { Nanoseconds: 0, Seconds: >= 0 and <= uint.MaxValue }:
                bytes = bytes[..4];
                BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)value.Seconds);
                break;
            case { Seconds: >= 0 and <= 0x3_ffff_ffff }:
                bytes = bytes[..8];
                BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)value.Nanoseconds << 34) | (ulong)value.Seconds);
                break;
            default:
                BinaryPrimitives.WriteUInt32BigEndian(bytes, value.Nanoseconds);
                BinaryPrimitives.WriteInt64BigEndian(bytes[4..], value.Seconds);
                break;
        }

        WriteExtension(MessagePackTimestamp.ExtensionType, bytes);
    }

    /// <summary>Bytes as they stand: copied once.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Next(bytes.Length));

    private void WriteCount(int count, byte fix, byte code16, byte code32)
    {
        switch (count)
        {
            case <= 15:
                Next(1)[0] = (byte)(fix | count);
                break;
            case <= ushort.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(Next(code16, 2), (ushort)count);
                break;
            default:
                BinaryPrimitives.WriteUInt32BigEndian(Next(code32, 4), (uint)count);
                break;
        }
    }

    private void WriteLength(uint length, byte code8, byte code16, byte code32)
    {
        switch (length)
        {
            case <= byte.MaxValue:
                Next(code8, 1)[0] = (byte)length;
                break;
            case <= ushort.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(Next(code16, 2), (ushort)length);
                break;
            default:
                BinaryPrimitives.WriteUInt32BigEndian(Next(code32, 4), length);
                break;
        }
    }

    private Span<byte> Next(byte code, int length)
    {
        var span = Next(1 + length);
        span[0] = code;
        return span[1..];
    }

    private Span<byte> Next(int length)
    {
        if (_span.Length - _used < length)
        {
            Flush();
            _span = _output.GetSpan(length);
        }

        var next = _span.Slice(_used, length);
        _used += length;
        return next;
    }
}
