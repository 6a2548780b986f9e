namespace EbcSuite.Checkpointing;

/// <summary>What an application is doing on one node. In events and CLI: the name in lower case.</summary>
public enum ApplicationState
{
    Starting = 1,
    Running,

    /// <summary>Every process stopped by SIGSTOP: during a checkpoint, and after it until thaw or destroy.</summary>
    Stopped,

    /// <summary>Restored on a target, every process stopped, not yet allowed to run.</summary>
    Prepared,

    /// <summary>Ended by itself; it has an exit code.</summary>
    Finished,

    /// <summary>Ended by stop_App.</summary>
    Ended,

    /// <summary>Its processes are gone and left no exit code: the node was restarted, or they were killed.</summary>
    Lost,

    /// <summary>Dumped by a tool that ends what it dumps: no process is left, and its image is whole.</summary>
    Saved,
}
