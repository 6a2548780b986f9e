namespace EbcSuite.TestKit.Hosts;

/// <summary>What every host is made of: the Debian root and the solver, built once and cached.</summary>
/// <param name="Root">The directory of the root, the overlay's lower layer.</param>
/// <param name="Solver">The directory of <c>heat</c> and <c>libnopty.so</c>, seen in hosts as <see cref="SolverInside"/>.</param>
public sealed record HostImage(string Root, string Solver)
{
    /// <summary>Where a host sees the solver.</summary>
    public const string SolverInside = "/opt/solver";

    /// <summary>Where a host sees the published programs, when the network's options name their directory.</summary>
    public const string ProgramsInside = "/opt/ebcsuite";

    /// <summary>Builds what is missing: about a minute the first time, well under a second later.</summary>
    public static async Task<HostImage> PrepareAsync(CancellationToken cancellation = default)
    {
        var solver = await ProcessRunner.RunAsync([Repository.PathOf("build", "solver.sh")], cancellation);
        var root = await ProcessRunner.RunAsync([Repository.PathOf("build", "rootfs.sh")], cancellation);
        return new HostImage(root.Succeeded().Output.Trim(), solver.Succeeded().Output.Trim());
    }

    /// <summary>The directory of the running .NET, which a host sees at the same path.</summary>
    public static string DotnetDirectory { get; } = FindDotnet();

    private static string FindDotnet()
    {
        foreach (var directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            var dotnet = new FileInfo(Path.Combine(directory, "dotnet"));
            if (dotnet.Exists)
                return (dotnet.ResolveLinkTarget(returnFinalTarget: true) ?? dotnet).FullName[..^"/dotnet".Length];
        }
        throw new InvalidOperationException("no dotnet on the PATH");
    }
}
