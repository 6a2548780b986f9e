using EbcSuite.Health;

namespace EbcSuite.Hosting;

/// <summary>Who the daemon is, and where it tells how it is.</summary>
/// <param name="StatusFile">Null: nowhere.</param>
internal sealed record DaemonIdentity(string Name, string Version, string? StatusFile)
{
    /// <param name="asked">The option; empty for the file in systemd's directory, if systemd made one.</param>
    /// <param name="environment">Read for RUNTIME_DIRECTORY (systemd.exec(5)): absolute paths with colons between.</param>
    public static DaemonIdentity Of(string name, string version, string asked, IReadOnlyDictionary<string, string> environment) => new(
        name,
        version,
        asked.Length > 0 ? asked
        : environment.TryGetValue("RUNTIME_DIRECTORY", out var directories) && directories.Split(':')[0] is { Length: > 0 } first
            ? Path.Combine(first, HealthFile.Name)
        : null);
}
