namespace EbcSuite.Health;

/// <summary>How a daemon is, judged from outside.</summary>
public enum DaemonHealth
{
    /// <summary>It runs, is ready, its loops go round and its links are up.</summary>
    Healthy,

    /// <summary>It has not told yet that it is ready.</summary>
    Starting,

    /// <summary>It drains.</summary>
    Stopping,

    /// <summary>It runs, and a link that it dials is down.</summary>
    Disconnected,

    /// <summary>It runs, and a loop of it does not go round: the watchdog will end it.</summary>
    Hanging,

    /// <summary>Its process is there and gives no sign of life.</summary>
    Stale,

    /// <summary>There is no such process.</summary>
    NotRunning,
}
