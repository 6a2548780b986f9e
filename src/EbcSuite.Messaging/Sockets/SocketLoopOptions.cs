namespace EbcSuite.Messaging.Sockets;

/// <summary>How a <see cref="SocketLoop"/> runs.</summary>
public sealed record SocketLoopOptions
{
    /// <summary>The thread's name, for debuggers and ps.</summary>
    public string Name { get; init; } = "sockets";

    /// <summary>libzmq's threads for TCP and encryption: about one per 300 MB/s of encrypted traffic. 1 to 16.</summary>
    public int IoThreads { get; init; } = 1;

    /// <summary>How far the loop's thread and libzmq's step back for others, see <see cref="ThreadNiceness"/>. 0 to 19.</summary>
    public int Niceness { get; init; }

    /// <summary>The loop's thread and libzmq's go before all ordinary ones, where that is allowed, see <see cref="ThreadRealTime"/>.</summary>
    public bool RealTime { get; init; }

    /// <summary>Work items from other threads that may wait; over it <see cref="SocketLoop.TryPost"/> says false.</summary>
    public int PostCapacity { get; init; } = 65_536;

    /// <summary>How often members are ticked; 1 to 100 ms.</summary>
    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a stop waits for parked and unsent frames: also the sockets' ZMQ_LINGER.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Told of each exception at the loop's edge, on the loop's thread. Must not throw.</summary>
    public Action<Exception>? OnFault { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, by name.</exception>
    public void Validate()
    {
        OptionRange.Check(IoThreads, 1, 16);
        OptionRange.Check(Niceness, 0, 19);
        OptionRange.Check(PostCapacity, 1, 10_000_000);
        OptionRange.Check(Tick, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
        OptionRange.Check(Drain, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }
}
