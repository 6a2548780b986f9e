using System.Text.Json;
using System.Text.Json.Serialization;

namespace EbcSuite.Cli.Settings;

/// <summary>What <c>ebc.json</c> may say; a member that is not listed here is refused by name.</summary>
/// <param name="Timeout">As <c>--timeout</c>: <c>30</c>, <c>30s</c>, <c>2m</c>.</param>
public sealed record SettingsFile(string? Broker, string? BrokerKey, string? Key, string? Identity, string? Timeout)
{
    public static readonly SettingsFile Empty = new(null, null, null, null, null);

    /// <exception cref="CliException">The file cannot be read or is not what is expected.</exception>
    public static SettingsFile Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, SettingsJson.Default.SettingsFile) ?? Empty;
        }
        catch (JsonException e)
        {
            throw CliException.Usage($"{path}: {e.Message}", "It may have broker, broker_key, key, identity and timeout, all text.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"The configuration {path} cannot be read: {e.Message}", "Give another with --config.");
        }
    }

    /// <summary>This file's settings, and where it says nothing, those of <paramref name="other"/>.</summary>
    public SettingsFile Over(SettingsFile other) =>
        new(Broker ?? other.Broker, BrokerKey ?? other.BrokerKey, Key ?? other.Key, Identity ?? other.Identity, Timeout ?? other.Timeout);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true)]
[JsonSerializable(typeof(SettingsFile))]
internal sealed partial class SettingsJson : JsonSerializerContext;
