using System.Diagnostics.CodeAnalysis;

namespace EbcSuite.Messaging.Keys;

/// <summary>The text form of keys: 32 bytes as 40 characters (ZeroMQ RFC 32/Z85).</summary>
public static class Z85
{
    /// <summary>Characters of a key.</summary>
    public const int KeyLength = 40;

    private const string Alphabet =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#";

    /// <param name="data">A multiple of 4 bytes.</param>
    public static string Encode(ReadOnlySpan<byte> data)
    {
        if (data.Length % 4 != 0)
        {
            throw new ArgumentException($"{data.Length} bytes; Z85 takes multiples of 4.", nameof(data));
        }

        var text = new char[data.Length / 4 * 5];
        for (var group = 0; group < data.Length / 4; group++)
        {
            var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(data[(group * 4)..]);
            for (var i = 4; i >= 0; i--)
            {
                text[(group * 5) + i] = Alphabet[(int)(value % 85)];
                value /= 85;
            }
        }

        return new(text);
    }

    /// <summary>False: a length that is no multiple of 5, a character outside the alphabet, or a group over 2^32 − 1.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? data)
    {
        data = null;
        if (text.Length % 5 != 0)
        {
            return false;
        }

        var bytes = new byte[text.Length / 5 * 4];
        for (var group = 0; group < text.Length / 5; group++)
        {
            ulong value = 0;
            foreach (var c in text.Slice(group * 5, 5))
            {
                var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
                if (digit < 0)
                {
                    return false;
                }

                value = (value * 85) + (ulong)digit;
            }

            if (value > uint.MaxValue)
            {
                return false;
            }

            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(group * 4), (uint)value);
        }

        data = bytes;
        return true;
    }

    /// <summary>Whether the text can be a key: 40 characters of Z85.</summary>
    public static bool IsKey(ReadOnlySpan<char> text) => text.Length == KeyLength && TryDecode(text, out _);
}
