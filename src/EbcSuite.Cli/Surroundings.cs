using EbcSuite.Cli.Settings;
using EbcSuite.Messaging;

namespace EbcSuite.Cli;

/// <summary>Everything outside of <c>ebc</c> that it touches, so that a test can put something else in its place.</summary>
public sealed record Surroundings
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether a person watches: colours and bars then, plain lines otherwise.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>Environment variables by name; null where one is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Dials the broker; the client may not be connected yet.</summary>
    public required Func<ConnectionSettings, IEventClient> Connect { get; init; }

    /// <summary>The configuration file of the whole machine; read when it is there.</summary>
    public string SystemConfiguration { get; init; } = "/etc/ebc/ebc.json";

    /// <summary>Where the machine's daemons have their configurations.</summary>
    public string ConfigurationDirectory { get; init; } = "/etc/ebc";

    /// <summary>Where they tell how they are.</summary>
    public string RunDirectory { get; init; } = "/run";

    /// <summary>This process's own.</summary>
    public static Surroundings OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        IsTerminal = !Console.IsOutputRedirected,
        Variable = Environment.GetEnvironmentVariable,
        Time = TimeProvider.System,
        Connect = BrokerLink.Dial,
    };
}
