namespace EbcSuite.Drivers.Capsules;

/// <summary>Limits of waiting for processes, and what is loaded into each application.</summary>
public sealed record CapsuleOptions
{
    /// <summary>From the start of a capsule until its job runs.</summary>
    public TimeSpan StartDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the first signal until every process stands still, or goes on.</summary>
    public TimeSpan SignalDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks at <c>/proc</c>.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// A library (nopty.c) that is copied into each application's directory at its start and loaded before all others, so that
    /// mpirun uses pipes: criu restores a pseudo terminal only at its old number. Left out where the file is missing.
    /// </summary>
    public string PtyShim { get; init; } = "/usr/lib/ebcsuite/libebc-nopty.so";
}
