namespace EbcSuite.TestKit.Hosts;

/// <summary>The heat solver's command line, and how to judge what it has written.</summary>
public sealed record Solver
{
    /// <summary>Ranks of mpirun, on however few cores.</summary>
    public int Ranks { get; init; } = 4;

    /// <summary>Iterations to the end.</summary>
    public int Iterations { get; init; } = 400;

    /// <summary>MiB of grid a rank.</summary>
    public int MegabytesPerRank { get; init; } = 4;

    /// <summary>MiB a rank that do not compress.</summary>
    public int BallastMegabytes { get; init; }

    /// <summary>A line of progress each so many iterations.</summary>
    public int ProgressEvery { get; init; } = 10;

    /// <summary>ms of sleep after each iteration.</summary>
    public int PaceMs { get; init; } = 5;

    /// <summary>The command that writes into a directory of the host, which must exist.</summary>
    public IReadOnlyList<string> Command(string output) =>
    [
        "mpirun", "-n", $"{Ranks}", "--oversubscribe", $"{HostImage.SolverInside}/heat",
        "--iterations", $"{Iterations}", "--mb-per-rank", $"{MegabytesPerRank}", "--ballast-mb", $"{BallastMegabytes}",
        "--progress-every", $"{ProgressEvery}", "--pace-ms", $"{PaceMs}", "--output", output,
    ];

    /// <summary>The iterations that a progress.log tells of, in its order.</summary>
    public static IReadOnlyList<int> Progress(string log) =>
        [.. log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line.Split(' ')[1]))];

    /// <summary>Whether every line of progress up to the end is there, once and in order.</summary>
    public bool IsWhole(string log) => Progress(log).SequenceEqual(
        Enumerable.Range(1, Iterations / ProgressEvery).Select(line => line * ProgressEvery));
}
