using System.Text;

namespace EbcSuite.Drivers.Processes;

/// <summary>The last bytes of a stream, however much comes: a tool that floods costs no memory. Not safe for two threads.</summary>
public sealed class OutputTail(int capacity)
{
    private readonly byte[] _ring = new byte[capacity];
    private long _written;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var skipped = Math.Max(0, bytes.Length - _ring.Length);
        _written += skipped;
        foreach (var value in bytes[skipped..])
        {
            _ring[_written++ % _ring.Length] = value;
        }
    }

    /// <summary>The kept end as text; begins with an ellipsis when something before it was let go.</summary>
    public override string ToString()
    {
        if (_written <= _ring.Length)
        {
            return Encoding.UTF8.GetString(_ring, 0, (int)_written);
        }

        var start = (int)(_written % _ring.Length);
        return "…" + Encoding.UTF8.GetString([.. _ring.AsSpan(start), .. _ring.AsSpan(0, start)]);
    }
}
