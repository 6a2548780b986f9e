using EbcSuite.Cli.Settings;
using EbcSuite.TestKit.Time;

namespace EbcSuite.Cli.Tests.Doubles;

/// <summary><c>ebc</c> with everything around it in memory.</summary>
internal sealed class CommandLine : IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public InMemoryBroker Broker { get; } = new();

    public ManualTime Time { get; } = new();

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal)
    {
        ["EBC_BROKER"] = "tcp://192.0.2.1:7700",
        ["EBC_BROKER_KEY"] = "broker.pub",
        ["EBC_KEY"] = "operator.key",
    };

    /// <summary>A file that need not be there.</summary>
    public string SystemConfiguration { get; set; } = "/nonexistent/ebc.json";

    /// <summary>The directory of daemons' configurations and status files.</summary>
    public string Machine { get; set; } = "/nonexistent";

    /// <summary>The settings of the last connection.</summary>
    public ConnectionSettings? Dialled { get; private set; }

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    public Task<int> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public Task<int> RunAsync(CancellationToken cancellation, params string[] arguments) => CommandTree.RunAsync(
        arguments,
        new()
        {
            Out = _out,
            Error = _error,
            IsTerminal = false,
            Variable = name => Variables.GetValueOrDefault(name),
            Time = Time,
            SystemConfiguration = SystemConfiguration,
            ConfigurationDirectory = Machine,
            RunDirectory = Machine,
            Connect = settings =>
            {
                Dialled = settings;
                return Broker.Connect("operator");
            },
        },
        cancellation);
}
