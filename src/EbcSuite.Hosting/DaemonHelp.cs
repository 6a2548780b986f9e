namespace EbcSuite.Hosting;

/// <summary>The text of --help.</summary>
internal static class DaemonHelp
{
    public static void Write(string name, string purpose, DaemonOptions defaults, TextWriter output)
    {
        output.WriteLine($"ebc-{name}: {purpose}");
        output.WriteLine();
        output.WriteLine($"usage: ebc-{name} [--config FILE] [--check-config] [--KEY VALUE]...");
        output.WriteLine();
        output.WriteLine($"  --config FILE   read keys from this JSON file [{ConfigurationSources.DefaultFile(name)}]");
        output.WriteLine("  --check-config  print the effective values, or every fault, and end (exit code 0 or 78)");
        output.WriteLine("  --version, --help");
        output.WriteLine();
        output.WriteLine($"Keys, also as {ConfigurationSources.EnvironmentPrefix(name)}KEY with __ for a colon:");
        foreach (var line in OptionsText.Keys(defaults.GetType(), defaults))
        {
            output.WriteLine(line);
        }

        output.WriteLine();
        output.WriteLine("Exit codes: 0 stopped as asked, 64 usage, 69 unavailable, 70 internal fault, 78 configuration.");
    }
}
