using System.CommandLine;

namespace EbcSuite.Cli.Settings;

/// <summary>The options that every command takes.</summary>
public sealed class GlobalOptions
{
    public Option<string?> Broker { get; } = new("--broker")
    {
        Description = "The broker to dial [EBC_BROKER]",
        HelpName = "tcp://HOST:PORT",
        Recursive = true,
    };

    public Option<string?> BrokerKey { get; } = new("--broker-key")
    {
        Description = "The broker's public key [EBC_BROKER_KEY]",
        HelpName = "FILE|Z85",
        Recursive = true,
    };

    public Option<string?> Key { get; } = new("--key")
    {
        Description = "Your secret key [EBC_KEY]",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<string?> Identity { get; } = new("--identity")
    {
        Description = "Who you are [EBC_IDENTITY]; usually the key file's name without .key",
        HelpName = "NAME",
        Recursive = true,
    };

    public Option<string?> Config { get; } = new("--config")
    {
        Description = "Read this file instead of ~/.config/ebc/ebc.json and /etc/ebc/ebc.json",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "One JSON document on stdout (a line each for events), errors as JSON on stderr",
        Recursive = true,
    };

    public Option<string?> Timeout { get; } = new("--timeout")
    {
        Description = "How long to wait: 30, 30s, 2m, 500ms",
        HelpName = "TIME",
        Recursive = true,
    };

    public IEnumerable<Option> All => [Broker, BrokerKey, Key, Identity, Config, Json, Timeout];
}
