namespace EbcSuite.Protocol.Tests;

/// <summary>Frames that are nearly messages, from a seed: what a broken or a hostile peer could send.</summary>
internal sealed class FrameMutations(int seed, IReadOnlyList<byte[]> frames)
{
    // The first bytes of values that announce a length, with a large one.
    private static readonly byte[][] BlownUp =
    [
        [0xdb, 0xff, 0xff, 0xff, 0xff], [0xc6, 0x7f, 0xff, 0xff, 0xff], [0xdd, 0x00, 0x0f, 0xff, 0xff],
        [0xdf, 0xff, 0xff, 0xff, 0xff], [0xc9, 0x80, 0x00, 0x00, 0x00], [0xda, 0xff, 0xff], [0xdc, 0xff, 0xff],
        [0xde, 0x01, 0x00], [0xc5, 0xff, 0xff], [0xd9, 0xff], [0xc4, 0xff], [0x9f], [0x8f], [0xbf],
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var frame = _random.Next(10) == 0 ? Noise() : Any();
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            frame = Mutated(frame);
        }

        return frame;
    }

    private byte[] Mutated(byte[] frame)
    {
        var at = _random.Next(frame.Length + 1);
        var rest = frame.AsSpan(at);
        switch (_random.Next(9))
        {
            case 0:
                return Flipped(frame);
            case 1:
                return frame[..at];
            case 2:
                var announced = BlownUp[_random.Next(BlownUp.Length)];
                return [.. frame.AsSpan(0, at), .. announced, .. rest[Math.Min(rest.Length, announced.Length)..]];
            case 3:
                return [.. frame.AsSpan(0, at), .. Bytes(_random.Next(1, 9)), .. rest];
            case 4:
                var other = Any();
                return [.. frame.AsSpan(0, at), .. other.AsSpan(_random.Next(other.Length))];
            case 5:
                return [.. frame.AsSpan(0, at), .. rest[Math.Min(rest.Length, _random.Next(1, 9))..]];
            case 6:
                return [.. frame.AsSpan(0, at), .. Enumerable.Repeat((byte)0x91, _random.Next(1, 200)), .. rest];
            case 7:
                var copied = rest[..Math.Min(rest.Length, _random.Next(1, 40))];
                return [.. frame.AsSpan(0, at), .. copied, .. rest];
            default:
                // One field more than announced before, or less.
                return frame.Length == 0 ? frame : [(byte)(frame[0] + _random.Next(-2, 3)), .. frame.AsSpan(1)];
        }
    }

    private byte[] Flipped(byte[] frame)
    {
        var flipped = frame.ToArray();
        for (var i = _random.Next(1, 5); i > 0 && flipped.Length > 0; i--)
        {
            flipped[_random.Next(flipped.Length)] ^= (byte)(1 << _random.Next(8));
        }

        return flipped;
    }

    // Noise behind a true head gets further than noise alone.
    private byte[] Noise() => _random.Next(2) == 0
        ? Bytes(_random.Next(64))
        : [(byte)(0x90 | _random.Next(16)), 1, (byte)_random.Next(1, 13), .. Bytes(_random.Next(64))];

    private byte[] Any() => frames[_random.Next(frames.Count)];

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }
}
