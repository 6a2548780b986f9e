using EbcSuite.Checkpointing;

namespace EbcSuite.Cli.Operations;

/// <summary>What to do about each named failure, in one line.</summary>
public static class Advice
{
    public static string For(CheckpointFault fault) => fault switch
    {
        CheckpointFault.BadRequest => "See the command's --help; is this ebc as new as the front-end?",
        CheckpointFault.UnknownNode or CheckpointFault.NodeDead => "See `ebc nodes`; is ebc-appdrv running there?",
        CheckpointFault.UnknownApplication => "See `ebc apps`.",
        CheckpointFault.UnknownDriver => "See `ebc drivers NODE`.",
        CheckpointFault.KernelUnsupported => "Install a newer version of the tool, or take another driver: `ebc drivers NODE`.",
        CheckpointFault.NotPermitted => "Give ebc-appdrv's unit the capabilities that the message names.",
        CheckpointFault.NoCheckpointSupport => "Take another driver: `ebc drivers NODE`.",
        CheckpointFault.UnknownImage => "The image is the id of the checkpoint's operation, and lies on the node that made it.",
        CheckpointFault.ApplicationExists => "Choose another name, or `ebc stop` it first.",
        CheckpointFault.ApplicationBusy => "Wait for the operation under way: `ebc apps` shows it.",
        CheckpointFault.NotRunning => "See its state in `ebc apps`.",
        CheckpointFault.AlreadyThere => "Nothing is to be done.",
        CheckpointFault.StaleFencingToken => "Another owner has taken the application over: see `ebc apps`.",
        CheckpointFault.ToolMissing or CheckpointFault.VersionMismatch => "Install the tool that the driver calls, in the version of the source.",
        CheckpointFault.LibraryMissing => "Install the same packages on the target as on the source.",
        CheckpointFault.CpuFeatureMissing or CheckpointFault.ArchitectureMismatch => "Choose a target with the source's kind of processor.",
        CheckpointFault.NoSpace or CheckpointFault.DiskFull => "Make room on that node, or choose another.",
        CheckpointFault.StartFailed => "See stderr in the application's directory on that node.",
        CheckpointFault.TransferFailed or CheckpointFault.ImageIncomplete or CheckpointFault.ImageCorrupt =>
            "Try again; if it stays, see both nodes' logs for this operation.",
        CheckpointFault.DeadlinePassed => "Try again with a longer --timeout.",
        CheckpointFault.ApplicationLost => "Restart it from a checkpoint: `ebc restart`.",
        _ => "See the nodes' logs for this operation.",
    };
}
