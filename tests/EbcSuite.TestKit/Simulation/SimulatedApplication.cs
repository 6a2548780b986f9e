namespace EbcSuite.TestKit.Simulation;

/// <summary>
/// What an application did, wherever its copies are: iterations, one after the other. A copy that goes on from an older state would do
/// one twice, one that goes on from nowhere would leave one out, and two running copies would do both; each is noted at once.
/// </summary>
public sealed class SimulatedApplication(string name)
{
    public string Name { get; } = name;

    /// <summary>The number of iterations done.</summary>
    public long Done { get; private set; }

    /// <summary>What went wrong; null while all is well.</summary>
    public string? Fault { get; private set; }

    public void Iterate(string node, long iteration)
    {
        if (iteration != Done + 1)
        {
            Fault ??= $"{node} does iteration {iteration} of {Name} after iteration {Done}";
        }

        Done = iteration;
    }
}
