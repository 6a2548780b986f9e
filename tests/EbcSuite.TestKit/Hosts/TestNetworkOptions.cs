namespace EbcSuite.TestKit.Hosts;

/// <summary>How large a network of hosts is.</summary>
public sealed record TestNetworkOptions
{
    /// <summary>The sites, by one letter each (a to z).</summary>
    public IReadOnlyList<string> Sites { get; init; } = ["a", "b"];

    /// <summary>VMs a site, 0 to 200.</summary>
    public int NodesPerSite { get; init; } = 2;

    /// <summary>Whether the hosts run systemd; each is then to be booted.</summary>
    public bool Systemd { get; init; }

    /// <summary>The directory of the published programs, seen in every host as /opt/ebcsuite; null for none.</summary>
    public string? Programs { get; init; }

    /// <summary>More directories of the machine to be seen read-only, by the path in the hosts.</summary>
    public IReadOnlyDictionary<string, string> Binds { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
