using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>A migration that has been judged possible as far as the front-end knows.</summary>
/// <param name="FrontEnd">The identity of who plans: the sender of the commands.</param>
/// <param name="From">The node where the application runs.</param>
/// <param name="To">Another node.</param>
/// <param name="Token">The application's next fencing token. The plan may use this one and the two after it.</param>
/// <param name="Capabilities">Of the application's driver: what the plan is made by.</param>
/// <param name="Force">Leaves out the preflight on the target.</param>
/// <param name="DeadlineMs">From now to the commitment, for all steps together; null for each step's own only.</param>
public sealed record MigrationRequest(
    string Operation,
    string FrontEnd,
    string Application,
    string From,
    string To,
    long Token,
    DriverCapabilities Capabilities,
    bool Force,
    long? DeadlineMs);
