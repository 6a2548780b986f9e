using EbcSuite.TestKit.Hosts;

namespace EbcSuite.TestKit.Deployments;

/// <summary>
/// The keys of a deployment and each broker's list of allowed ones, made by <c>ebc keygen</c> and <c>ebc allow</c> in a
/// directory that is gone when this is disposed: by then each host has its own.
/// </summary>
internal sealed class DeploymentKeys : IDisposable
{
    private readonly string _directory;

    private DeploymentKeys(string directory) => _directory = directory;

    /// <summary>The path of an identity's secret key.</summary>
    public string SecretOf(string identity) => Path.Combine(_directory, identity + ".key");

    /// <summary>An identity's public key.</summary>
    public string PublicOf(string identity) => File.ReadAllText(PublicPathOf(identity)).Trim();

    /// <summary>The path of a broker's list.</summary>
    public string AllowedBy(string broker) => Path.Combine(_directory, broker + ".allowed");

    /// <param name="holders">Who may link up with which broker, in which role.</param>
    /// <param name="brokers">The brokers.</param>
    /// <param name="limit">Ends the making.</param>
    public static async Task<DeploymentKeys> MakeAsync(
        IReadOnlyList<(string Broker, string Identity, string Role)> holders, IReadOnlyList<string> brokers, CancellationToken limit)
    {
        var keys = new DeploymentKeys(Directory.CreateTempSubdirectory("ebcsuite-keys-").FullName);
        var ebc = Programs.PathOf("ebc");
        (await ProcessRunner.RunAsync(
            [ebc, "keygen", .. holders.Select(h => h.Identity).Union(brokers), "--directory", keys._directory], limit)).Succeeded();

        foreach (var broker in brokers)
        {
            // A broker without a node has a list too.
            await File.WriteAllTextAsync(keys.AllowedBy(broker), "", limit);
        }

        // One list after another in each broker's own order; the brokers beside each other.
        await Task.WhenAll(holders.GroupBy(h => h.Broker).Select(async list =>
        {
            foreach (var (broker, identity, role) in list)
            {
                (await ProcessRunner.RunAsync(
                    [ebc, "allow", identity, "--role", role, "--public-key", keys.PublicPathOf(identity), "--file", keys.AllowedBy(broker)],
                    limit)).Succeeded();
            }
        }));
        return keys;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string PublicPathOf(string identity) => Path.Combine(_directory, identity + ".pub");
}
