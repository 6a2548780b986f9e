using System.Runtime.InteropServices;

namespace EbcSuite.Messaging.Zmq;

/// <summary>A call of libzmq that failed for a reason nobody planned for; the planned ones are return values.</summary>
/// <param name="call">The function, such as <c>zmq_bind tcp://*:7000</c>.</param>
/// <param name="number">zmq_errno() right after the call.</param>
public sealed class ZmqException(string call, int number, string text) : Exception($"{call}: {text} (errno {number})")
{
    public string Call { get; } = call;

    public int Number { get; } = number;

    /// <summary>To be called on the failing thread before any other call of libzmq: errno is the thread's.</summary>
    internal static unsafe ZmqException Last(string call)
    {
        var number = Marshal.GetLastPInvokeError();
        return new(call, number, Marshal.PtrToStringUTF8((nint)LibZmq.zmq_strerror(number)) ?? "unknown error");
    }
}
