namespace EbcSuite.Checkpointing.Plans;

/// <summary>What a migration waits for. In the order of the plan; the last three are the way back.</summary>
public enum MigrationPhase
{
    /// <summary>The source says what the application needs.</summary>
    Inspecting = 1,

    /// <summary>The target says whether it has that, and sets space aside.</summary>
    Reserving,

    /// <summary>The source stops the application and writes its image.</summary>
    Dumping,

    /// <summary>The image goes over: two answers, the sender's and the receiver's.</summary>
    Moving,

    /// <summary>The target restores it, still stopped.</summary>
    Preparing,

    /// <summary>Committed. The source destroys its copy.</summary>
    Releasing,

    /// <summary>The target lets its copy run.</summary>
    Resuming,

    /// <summary>The target restores from the image and runs at once: its prepared copy was lost, or its driver prepares none.</summary>
    Restoring,

    /// <summary>It runs on the target; the source removes the image that it kept for the way back.</summary>
    Tidying,

    /// <summary>The target destroys its copy. Nothing may run on the source before.</summary>
    Clearing,

    /// <summary>The source lets its copy run.</summary>
    Thawing,

    /// <summary>The source lost its copy and restores it from the image.</summary>
    Returning,
}
