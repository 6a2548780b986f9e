using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace EbcSuite.Hosting;

/// <summary>
/// The places a daemon's configuration comes from, the later over the earlier: the JSON file, the environment
/// (<c>EBC_BROKER__Log__Level=Debug</c>), the command line (<c>--Log:Level Debug</c>).
/// </summary>
internal static class ConfigurationSources
{
    /// <param name="name">The daemon's name without the prefix: <c>broker</c>.</param>
    /// <param name="file">The file asked for, or null for the default one, which may be missing.</param>
    public static IConfiguration? Open(
        string name,
        string? file,
        IReadOnlyDictionary<string, string?> keys,
        IReadOnlyDictionary<string, string> environment,
        List<OptionsFault> faults)
    {
        var builder = new ConfigurationBuilder();
        var path = file ?? DefaultFile(name);
        try
        {
            if (file is not null || File.Exists(path))
            {
                builder.AddJsonStream(new MemoryStream(File.ReadAllBytes(path)));
            }

            return builder
                .AddInMemoryCollection(FromEnvironment(name, environment))
                .AddInMemoryCollection(keys)
                .Build();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add(new("--config", path, "cannot be read: " + e.Message.TrimEnd('.'), "Name a file that can be read"));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidDataException)
        {
            var where = (e.InnerException ?? e).Message.TrimEnd('.');
            faults.Add(new("--config", path, "is not JSON as it should be: " + where, "Correct the file"));
        }

        return null;
    }

    public static string DefaultFile(string name) => $"/etc/ebc/{name}.json";

    public static string EnvironmentPrefix(string name) => $"EBC_{name.ToUpperInvariant()}__";

    private static Dictionary<string, string?> FromEnvironment(string name, IReadOnlyDictionary<string, string> environment)
    {
        var prefix = EnvironmentPrefix(name);
        return environment
            .Where(e => e.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                e => e.Key[prefix.Length..].Replace("__", ":", StringComparison.Ordinal),
                string? (e) => e.Value,
                StringComparer.OrdinalIgnoreCase);
    }
}
