namespace EbcSuite.Checkpointing;

/// <summary>The failures an operator acts on, by name. The names go over the wire: they only grow.</summary>
public enum CheckpointFault
{
    // Requests that are refused.
    BadRequest = 1,
    UnknownNode,
    UnknownApplication,
    UnknownDriver,
    UnknownImage,
    NodeDead,
    ApplicationExists,
    ApplicationBusy,
    NotRunning,
    AlreadyThere,
    StaleFencingToken,

    // Preflight on the target.
    ToolMissing,
    VersionMismatch,
    LibraryMissing,
    CpuFeatureMissing,
    ArchitectureMismatch,
    NoSpace,

    // Work that failed.
    StartFailed,
    DumpFailed,
    TransferFailed,
    RestoreFailed,
    DiskFull,
    ImageIncomplete,
    ImageCorrupt,
    DeadlinePassed,
    ApplicationLost,
    Internal,

    // Drivers that cannot be used.

    /// <summary>The tool does not work on this kernel.</summary>
    KernelUnsupported,

    /// <summary>The daemon lacks a privilege that the tool needs.</summary>
    NotPermitted,

    /// <summary>The tool is there, but was made without checkpoints.</summary>
    NoCheckpointSupport,
}

/// <param name="fault">The failure's name.</param>
/// <param name="message">What happened, with the tool's exit code and the end of its log if a tool failed, and what to do.</param>
public sealed class CheckpointException(CheckpointFault fault, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public CheckpointFault Fault { get; } = fault;
}
