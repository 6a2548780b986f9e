using EbcSuite.TestKit.Hosts;

namespace EbcSuite.TestKit.Deployments;

/// <summary>The programs as <c>make build</c> publishes them; a host sees them in /opt/ebcsuite.</summary>
public static class Programs
{
    /// <summary>
    /// Their directory on the machine. EBC_TEST_PROGRAMS names another, such as one with the packages' trimmed programs: the same
    /// tests then prove those.
    /// </summary>
    public static string Directory { get; } =
        Environment.GetEnvironmentVariable("EBC_TEST_PROGRAMS") is { Length: > 0 } other ? other : Repository.PathOf("artifacts", "programs");

    /// <summary>The path of a program on the machine: ebc, ebc-broker, …</summary>
    /// <exception cref="InvalidOperationException">It was not built.</exception>
    public static string PathOf(string program)
    {
        var path = Path.Combine(Directory, program);
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is missing: run `make build`");
    }

    /// <summary>Its path in a host.</summary>
    public static string Inside(string program) => $"{HostImage.ProgramsInside}/{program}";
}
