using System.Globalization;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Drivers.Capsules;
using EbcSuite.Drivers.Processes;

namespace EbcSuite.Drivers.Command;

/// <summary>The calls of an application's own commands, and what their ends mean. Pure.</summary>
public static class SaveCommand
{
    /// <summary>Tells the program that saves which process is the application's first, as the node sees it.</summary>
    public const string PidVariable = "EBC_PID";

    /// <summary>The call of a program that makes the application save itself.</summary>
    /// <param name="save">With arguments.</param>
    public static ToolCommand Save(SaveStep save, ApplicationHome home, int job, IReadOnlyDictionary<string, string> environment) =>
        new(save.Arguments![0], [.. save.Arguments.Skip(1)], "the application")
        {
            WorkingDirectory = home.Directory,
            Environment = new Dictionary<string, string>(environment, StringComparer.Ordinal)
            {
                [PidVariable] = job.ToString(CultureInfo.InvariantCulture),
            },
        };

    /// <summary>Numbers of signal(7), the same on every architecture that Linux has them for.</summary>
    public static int NumberOf(string signal) => signal switch
    {
        "HUP" => 1,
        "INT" => 2,
        "QUIT" => 3,
        "USR1" => 10,
        "USR2" => 12,
        "TERM" => Signals.Terminate,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Checked when the application was started."),
    };

    /// <summary>Null when the program that saves succeeded.</summary>
    public static CheckpointException? OfSave(SaveStep save, ToolResult result) => result.Succeeded
        ? null
        : new(
            result.Errors.Contains("No space left", StringComparison.Ordinal) ? CheckpointFault.DiskFull : CheckpointFault.DumpFailed,
            $"The application's own command '{save.Arguments![0]}' failed with exit code {result.ExitCode}: {Last(result)}");

    private static string Last(ToolResult result)
    {
        var text = result.Errors.Trim() is { Length: > 0 } errors ? errors : result.Output.Trim();
        return text.Length > 2000 ? "…" + text[^2000..] : text;
    }
}
