namespace EbcSuite.TestKit.Hosts;

/// <summary>What a host is made from.</summary>
public sealed record HostOptions
{
    /// <summary>Its name, which is also its hostname.</summary>
    public required string Name { get; init; }

    /// <summary>The root it lies over.</summary>
    public required HostImage Image { get; init; }

    /// <summary>The directory for what it writes; made at its start and removed with it.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// Whether it runs systemd, in systemd-nspawn: then it is only powered on at first, with its files and its network in place, and
    /// <see cref="Host.BootAsync"/> boots it.
    /// </summary>
    public bool Systemd { get; init; }

    /// <summary>Directories of the machine that it sees, read-only, by the path it sees them at.</summary>
    public IReadOnlyDictionary<string, string> Binds { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
