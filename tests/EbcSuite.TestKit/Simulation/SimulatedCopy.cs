using EbcSuite.Checkpointing;

namespace EbcSuite.TestKit.Simulation;

/// <summary>An application's processes on one node.</summary>
public sealed class SimulatedCopy(ApplicationState state, long iteration, long token)
{
    public ApplicationState State { get; set; } = state;

    /// <summary>The last one this copy has done.</summary>
    public long Iteration { get; set; } = iteration;

    public long Token { get; set; } = token;
}
