namespace EbcSuite.Messaging.Sockets;

/// <summary>Why a dialled connection is not there.</summary>
public enum DialProblem
{
    /// <summary>Nobody listens there, or the connection has ended.</summary>
    Unreachable = 1,

    /// <summary>The connection is there but nothing was heard for <see cref="DialOptions.DeadAfter"/>.</summary>
    Silent,

    /// <summary>The server answered that this key is not allowed (ZAP status 400).</summary>
    KeyRefused,

    /// <summary>The handshake failed each time: the server has another key than expected, or does not speak CurveZMQ.</summary>
    ServerKeyWrong,

    /// <summary>The user of the link wanted it so, see <see cref="DialledSocket.Redial"/>.</summary>
    Asked,
}

/// <summary>What a <see cref="DialledSocket"/> tells, on the loop's thread: must not block.</summary>
public interface IDialHandler
{
    /// <summary>Connected and encrypted; time to greet. The queue is empty: nothing of an earlier connection is sent.</summary>
    void OnUp(DialledSocket link);

    /// <summary>The memory is lent for the call: what is kept must be copied.</summary>
    void OnFrame(DialledSocket link, ReadOnlyMemory<byte> frame);

    /// <summary>An attempt has failed or the connection is lost; it is dialled again by itself after a pause.</summary>
    void OnDown(DialledSocket link, DialProblem problem, string reason);

    /// <summary>Each <see cref="SocketLoopOptions.Tick"/>.</summary>
    void OnTick(DialledSocket link);
}
