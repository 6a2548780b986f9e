namespace EbcSuite.Health;

/// <summary>Where in its life a daemon says that it is.</summary>
public enum DaemonPhase
{
    Starting,

    /// <summary>All its services have started; systemd was told READY=1.</summary>
    Ready,

    /// <summary>It was asked to stop and drains.</summary>
    Stopping,
}
