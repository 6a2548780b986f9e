namespace EbcSuite.Checkpointing.Drivers;

/// <summary>What a checkpoint left of the application where it ran.</summary>
public enum SourceState
{
    /// <summary>Every process stands still, until it is thawed or destroyed.</summary>
    Stopped = 1,

    /// <summary>No process is left: the tool ended it, and that was looked at. Only the image has it now.</summary>
    Gone,
}
