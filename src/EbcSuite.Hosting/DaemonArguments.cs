namespace EbcSuite.Hosting;

/// <summary>A daemon's command line: what to do, the configuration file, and the keys that are set.</summary>
internal sealed record DaemonArguments(
    DaemonVerb Verb, string? ConfigFile, IReadOnlyDictionary<string, string?> Keys, string? Fault)
{
    /// <summary>Never throws: what cannot be understood is in <see cref="Fault"/>.</summary>
    public static DaemonArguments Parse(IReadOnlyList<string> args)
    {
        var verb = DaemonVerb.Run;
        string? file = null;
        var keys = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Count; i++)
        {
            var argument = args[i];
            if (Flag(argument) is { } asked)
            {
                verb = asked;
                continue;
            }

            if (argument is not ['-', '-', not ('-' or '='), ..])
            {
                return Bad($"'{argument}' is not understood");
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument[2..] : argument[2..equals];
            if (equals < 0 && i + 1 == args.Count)
            {
                return Bad($"--{name} needs a value");
            }

            var value = equals < 0 ? args[++i] : argument[(equals + 1)..];
            if (string.Equals(name, "config", StringComparison.Ordinal))
            {
                file = value;
            }
            else
            {
                keys[name] = value;
            }
        }

        return new(verb, file, keys, Fault: null);

        DaemonArguments Bad(string fault) => new(verb, file, keys, fault);
    }

    private static DaemonVerb? Flag(string argument) => argument switch
    {
        "--help" or "-h" => DaemonVerb.Help,
        "--version" => DaemonVerb.Version,
        "--check-config" => DaemonVerb.CheckConfiguration,
        _ => null,
    };
}
