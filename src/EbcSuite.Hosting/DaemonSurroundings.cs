using System.Collections;

namespace EbcSuite.Hosting;

/// <summary>What a process gives a daemon; tests give their own.</summary>
/// <param name="Environment">The environment's variables.</param>
public sealed record DaemonSurroundings(TextWriter Out, TextWriter Error, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Those of this process.</summary>
    public static DaemonSurroundings OfProcess() => new(
        Console.Out,
        Console.Error,
        System.Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal));
}
