namespace EbcSuite.Checkpointing;

/// <summary>What a migration took: the body (JSON) of migrate_App's final report when it is done.</summary>
/// <param name="StepsMs">Milliseconds by the step's name in lower case.</param>
/// <param name="DowntimeMs">From the checkpoint command to the report that the application runs on, by the front-end's clock.</param>
/// <param name="ImageBytes">As the manifest has it, holes counted.</param>
/// <param name="TransferredBytes">Bytes on the wire, as the sender reports; 0 when it does not.</param>
public sealed record MigrationSummary(
    string Application,
    string From,
    string To,
    string Image,
    IReadOnlyDictionary<string, long> StepsMs,
    long DowntimeMs,
    long TotalMs,
    long ImageBytes,
    long TransferredBytes);
