namespace EbcSuite.TestKit.Hosts;

/// <summary>What every host is made of: the Debian root and the solver, built once and cached.</summary>
/// <param name="Root">The directories of the root, the overlay's lower layers with colons between.</param>
/// <param name="Solver">The directory of <c>heat</c> and <c>libnopty.so</c>, seen in hosts as <see cref="SolverInside"/>.</param>
public sealed record HostImage(string Root, string Solver)
{
    /// <summary>Where a host sees the solver.</summary>
    public const string SolverInside = "/opt/solver";

    /// <summary>Where a host sees the published programs, when the network's options name their directory.</summary>
    public const string ProgramsInside = "/opt/ebcsuite";

    /// <inheritdoc cref="PrepareAsync(bool, CancellationToken)"/>
    public static Task<HostImage> PrepareAsync(CancellationToken cancellation = default) => PrepareAsync(systemd: false, cancellation);

    /// <summary>Builds what is missing: about a minute the first time, well under a second later.</summary>
    /// <param name="systemd">Whether hosts boot systemd from it.</param>
    /// <param name="cancellation">Ends the building.</param>
    public static async Task<HostImage> PrepareAsync(bool systemd, CancellationToken cancellation)
    {
        var solver = await ProcessRunner.RunAsync([Repository.PathOf("build", "solver.sh")], cancellation);
        var root = await ProcessRunner.RunAsync([Repository.PathOf("build", systemd ? "rootfs-systemd.sh" : "rootfs.sh")], cancellation);
        return new HostImage(root.Succeeded().Output.Trim(), solver.Succeeded().Output.Trim());
    }

    /// <summary>The directory of the running .NET, which a host sees at the same path.</summary>
    public static string DotnetDirectory { get; } = FindDotnet();

    /// <summary>Where a host that runs systemd sees it too: the programs look there, and no unit's ProtectHome= is in the way.</summary>
    public const string DotnetInside = "/usr/lib/dotnet";

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
