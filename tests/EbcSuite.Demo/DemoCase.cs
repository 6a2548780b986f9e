using EbcSuite.TestKit.Hosts;

namespace EbcSuite.Demo;

/// <summary>What is run and moved.</summary>
/// <param name="Moved">The solver as it is moved: paced, so that there is something to watch.</param>
internal sealed record DemoCase(Solver Moved)
{
    /// <summary>The same computation as fast as it goes: the pace is no part of the result.</summary>
    public Solver Reference => Moved with { PaceMs = 0 };

    /// <summary>Few ranks get a large grid each; many, which two cores take turns to serve, a small one and fewer iterations.</summary>
    public static DemoCase Of(int ranks) => new(ranks <= 16
        ? new Solver { Ranks = ranks, MegabytesPerRank = 16, Iterations = 1000, ProgressEvery = 10, PaceMs = 10 }
        : new Solver { Ranks = ranks, MegabytesPerRank = 4, Iterations = 200, ProgressEvery = 2, PaceMs = 20 });
}
