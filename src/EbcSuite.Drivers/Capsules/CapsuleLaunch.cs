namespace EbcSuite.Drivers.Capsules;

/// <summary>What is to be started as a capsule.</summary>
/// <param name="Arguments">The program and its arguments.</param>
/// <param name="Environment">All of it.</param>
public sealed record CapsuleLaunch(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>
    /// Only a pid namespace: for tools that do not need an application cut off from its node to move it, and for those that run
    /// without root.
    /// </summary>
    public bool ContainedOnly { get; init; }

    /// <summary>The directory for temporary files is kept as it is: the program goes on with what is in it.</summary>
    public bool KeepsTemporary { get; init; }
}
