using System.Buffers;

namespace EbcSuite.Messaging.Zmq;

/// <summary>
/// A received frame where libzmq has it, lent to a handler for the length of a call: what a broker passes on is not copied
/// first. Who wants to keep something of it copies that. Afterwards the memory is empty, never another frame's.
/// </summary>
internal sealed unsafe class ReceivedFrame : MemoryManager<byte>
{
    private byte* _data;
    private int _length;

    public static void Lend<T>(ZmqMessage* part, T context, Action<T, ReadOnlyMemory<byte>> call)
    {
        var frame = new ReceivedFrame();
        fixed (byte* data = ZmqPart.Bytes(part))
        {
            frame._data = data;
            frame._length = ZmqPart.Bytes(part).Length;
            try
            {
                call(context, frame.Memory);
            }
            finally
            {
                frame._data = null;
                frame._length = 0;
            }
        }
    }

    public override Span<byte> GetSpan() => new(_data, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_data + elementIndex);

    public override void Unpin()
    {
        // It never moves.
    }

    protected override void Dispose(bool disposing)
    {
        // libzmq's: its receiver closes it.
    }
}
