namespace EbcSuite.Checkpointing.Plans;

/// <summary>A plan after an input, and what is to be done now.</summary>
public sealed record PlanTurn(OperationPlan Plan, IReadOnlyList<PlanEffect> Effects);
