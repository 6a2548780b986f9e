using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;

namespace EbcSuite.Hosting;

/// <summary>
/// The shell that the daemons share: command line, configuration, logs, systemd, clean stop, honest exit codes. A
/// daemon's <c>main</c> names itself and adds its hosted services.
/// </summary>
/// <param name="name">The daemon's name without the prefix: <c>broker</c> is ebc-broker, /etc/ebc/broker.json, EBC_BROKER__KEY.</param>
/// <param name="purpose">One line for the help text.</param>
public sealed class DaemonHost<TOptions>(string name, string purpose) where TOptions : DaemonOptions, new()
{
    /// <summary>Runs the daemon until it is asked to stop (SIGTERM, SIGINT, <paramref name="stop"/>) or fails.</summary>
    /// <param name="compose">
    /// Adds the daemon's hosted services. Already there: TOptions, TimeProvider, <see cref="Liveness"/>,
    /// <see cref="SystemdNotifier"/> and ILogger. systemd is told READY=1 when all hosted services have started.
    /// </param>
    /// <returns>A number of <see cref="ExitCode"/>; never throws.</returns>
    public async Task<int> RunAsync(
        string[] args,
        Action<IServiceCollection, TOptions> compose,
        DaemonSurroundings? surroundings = null,
        CancellationToken stop = default)
    {
        surroundings ??= DaemonSurroundings.OfProcess();
        var arguments = DaemonArguments.Parse(args);
        if (arguments.Fault is not null)
        {
            surroundings.Error.WriteLine($"ebc-{name}: {arguments.Fault}. Try --help.");
            return ExitCode.Usage;
        }

        switch (arguments.Verb)
        {
            case DaemonVerb.Help:
                DaemonHelp.Write(name, purpose, new TOptions(), surroundings.Out);
                return ExitCode.Stopped;
            case DaemonVerb.Version:
                surroundings.Out.WriteLine($"ebc-{name} {Version()}");
                return ExitCode.Stopped;
        }

        var (options, faults) = ReadOptions(arguments, surroundings);
        if (options is null || faults.Count > 0)
        {
            return Refuse(arguments, faults, surroundings);
        }

        if (arguments.Verb == DaemonVerb.CheckConfiguration)
        {
            surroundings.Out.WriteLine("configuration is good");
            foreach (var line in OptionsText.Values(options))
            {
                surroundings.Out.WriteLine("  " + line);
            }

            return ExitCode.Stopped;
        }

        var run = new DaemonRun(name, Version(), options, surroundings);
        return await run.RunAsync(
            services =>
            {
                services.AddSingleton(options);
                compose(services, options);
            },
            stop).ConfigureAwait(false);
    }

    private (TOptions? Options, IReadOnlyList<OptionsFault> Faults) ReadOptions(
        DaemonArguments arguments, DaemonSurroundings surroundings)
    {
        var faults = new List<OptionsFault>();
        var configuration = ConfigurationSources.Open(
            name, arguments.ConfigFile, arguments.Keys, surroundings.Environment, faults);
        if (configuration is null)
        {
            return (null, faults);
        }

        var reader = new OptionsReader();
        var options = reader.Read<TOptions>(configuration);
        return (options, reader.Faults);
    }

    private int Refuse(DaemonArguments arguments, IReadOnlyList<OptionsFault> faults, DaemonSurroundings surroundings)
    {
        foreach (var fault in faults)
        {
            surroundings.Error.WriteLine($"ebc-{name}: {fault}");
        }

        surroundings.Error.WriteLine(
            $"ebc-{name}: configuration refused, {faults.Count} fault(s). A key is set in "
            + $"{arguments.ConfigFile ?? ConfigurationSources.DefaultFile(name)}, as "
            + $"{ConfigurationSources.EnvironmentPrefix(name)}KEY or as --KEY VALUE.");
        return ExitCode.Configuration;
    }

    private static string Version() =>
        typeof(TOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
