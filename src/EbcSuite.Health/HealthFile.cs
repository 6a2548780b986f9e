using System.Text.Json;

namespace EbcSuite.Health;

/// <summary>
/// The status file: <c>/run/ebc-NAME/status.json</c>, in the runtime directory that systemd makes for the daemon (RuntimeDirectory=).
/// Replaced as a whole, so that a reader finds one state or the next; everybody may read it.
/// </summary>
public static class HealthFile
{
    public const string Name = "status.json";

    private const UnixFileMode ForAll =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="run">Usually <c>/run</c>.</param>
    public static string PathOf(string run, string daemon) => Path.Combine(run, $"ebc-{daemon}", Name);

    /// <exception cref="IOException">The directory is gone or full.</exception>
    public static void Write(string path, HealthDocument document)
    {
        var next = path + ".new";
        using (var stream = File.Create(next))
        {
            // Not at creation: a unit's umask would take the others' right to read away.
            File.SetUnixFileMode(stream.SafeFileHandle, ForAll);
            JsonSerializer.Serialize(stream, document, HealthJson.Default.HealthDocument);
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>Reads and judges a daemon's file.</summary>
    /// <param name="now">Its timestamp is CLOCK_MONOTONIC, as the system's provider has it.</param>
    public static HealthVerdict Judge(string run, string daemon, TimeProvider now)
    {
        var path = PathOf(run, daemon);
        try
        {
            using var stream = File.OpenRead(path);
            var document = JsonSerializer.Deserialize(stream, HealthJson.Default.HealthDocument);
            return HealthJudge.Judge(daemon, document, document is null ? null : ProcessStart.Of(document.Pid), Milliseconds(now));
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return HealthJudge.Judge(daemon, document: null, processStarted: null, nowMs: 0);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or JsonException)
        {
            return HealthJudge.Unreadable(daemon, $"{path} cannot be read: {bad.Message}");
        }
    }

    /// <summary>The provider's monotonic time in ms.</summary>
    public static long Milliseconds(TimeProvider time) =>
        (long)(time.GetTimestamp() * (1000.0 / time.TimestampFrequency));
}
