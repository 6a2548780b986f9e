using System.CommandLine;

namespace EbcSuite.Cli.Settings;

/// <summary>
/// Puts settings together: an option goes over the environment, which goes over the user's file, which goes over
/// the machine's. Looks at files only where the command line and the environment leave something open.
/// </summary>
public sealed class SettingsResolver(Surroundings surroundings, GlobalOptions options, ParseResult parsed)
{
    private SettingsFile? _file;

    /// <summary>What <c>--timeout</c> or the file says, or null.</summary>
    public TimeSpan? Timeout => (parsed.GetValue(options.Timeout) ?? File.Timeout) is { } text ? Duration.Parse(text) : null;

    /// <exception cref="CliException">A setting is missing or wrong.</exception>
    public ConnectionSettings Connection()
    {
        var broker = Find(options.Broker, "EBC_BROKER", f => f.Broker, "broker");
        if (!Uri.TryCreate(broker, UriKind.Absolute, out var uri) || uri.Scheme != "tcp" || uri.Port < 1)
        {
            throw CliException.Usage($"'{broker}' is not an endpoint of a broker.", "Write it as tcp://HOST:PORT.");
        }

        var key = Find(options.Key, "EBC_KEY", f => f.Key, "key");
        return new(
            broker,
            Find(options.BrokerKey, "EBC_BROKER_KEY", f => f.BrokerKey, "broker-key"),
            key,
            Look(options.Identity, "EBC_IDENTITY", f => f.Identity) ?? Path.GetFileNameWithoutExtension(key));
    }

    private SettingsFile File => _file ??= ReadFiles();

    private string Find(Option<string?> option, string variable, Func<SettingsFile, string?> inFile, string name) =>
        Look(option, variable, inFile) ?? throw CliException.Usage(
            $"No {name} is given.", $"Use --{name}, {variable}, or \"{name.Replace('-', '_')}\" in {surroundings.SystemConfiguration}.");

    private string? Look(Option<string?> option, string variable, Func<SettingsFile, string?> inFile) =>
        parsed.GetValue(option) ?? NotEmpty(surroundings.Variable(variable)) ?? inFile(File);

    private SettingsFile ReadFiles()
    {
        if (parsed.GetValue(options.Config) is { } given)
        {
            return SettingsFile.Read(given);
        }

        var home = NotEmpty(surroundings.Variable("XDG_CONFIG_HOME"))
            ?? (NotEmpty(surroundings.Variable("HOME")) is { } h ? Path.Combine(h, ".config") : null);
        string?[] paths = [home is null ? null : Path.Combine(home, "ebc", "ebc.json"), surroundings.SystemConfiguration];
        return paths.OfType<string>().Where(System.IO.File.Exists).Select(SettingsFile.Read)
            .Aggregate(SettingsFile.Empty, (upper, lower) => upper.Over(lower));
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
