namespace EbcSuite.TestKit.Deployments;

/// <summary>How large a deployment is, and what is special about it.</summary>
public sealed record DeploymentOptions
{
    /// <summary>The sites, by one letter each.</summary>
    public IReadOnlyList<string> Sites { get; init; } = ["a", "b"];

    /// <summary>VMs a site.</summary>
    public int NodesPerSite { get; init; } = 2;

    /// <summary>Whether the hosts boot systemd and the daemons are its units; else they are started one by one.</summary>
    public bool Systemd { get; init; }

    /// <summary>Files of a text that hosts get before they boot, by host and path.</summary>
    public IReadOnlyDictionary<(string Host, string Path), string> Texts { get; init; } = new Dictionary<(string, string), string>();

    /// <summary>More directories of the machine to be seen read-only, by the path in the hosts.</summary>
    public IReadOnlyDictionary<string, string> Binds { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Files of the machine that every node gets, by the path in the hosts.</summary>
    public IReadOnlyDictionary<string, string> NodeFiles { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>More keys of ebc-appdrv's configuration, on every node.</summary>
    public IReadOnlyDictionary<string, object> AppDriver { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>More keys of ebc-frontend's configuration.</summary>
    public IReadOnlyDictionary<string, object> FrontEnd { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>More keys of every ebc-broker's configuration.</summary>
    public IReadOnlyDictionary<string, object> Broker { get; init; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>Users with an operator's key on a VM (/etc/ebc/IDENTITY.key), by the VM's name; allowed by that site's broker.</summary>
    public IReadOnlyList<(string Node, string Identity)> OperatorsOnNodes { get; init; } = [];

    /// <summary>Where the daemons' logs are copied to at the end; null for nowhere.</summary>
    public string? LogDirectory { get; init; }
}
