namespace EbcSuite.Checkpointing;

/// <summary>The five steps of a migration, in their order (Nguyen and Thoai, 2012).</summary>
public enum MigrationStep
{
    Initialization = 1,
    Checkpointing,
    Transferring,
    Commitment,
    Restarting,
}
