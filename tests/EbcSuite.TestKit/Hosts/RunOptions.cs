namespace EbcSuite.TestKit.Hosts;

/// <summary>How a command runs in a host; nothing of the machine's environment reaches it.</summary>
public sealed record RunOptions
{
    /// <summary>Variables beside PATH, HOME, LANG and those .NET wants; one of these may be replaced too.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The working directory in the host.</summary>
    public string WorkingDirectory { get; init; } = "/";
}
