using System.Text.Json;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Records;

/// <summary>The answers to commands that were begun, so that a repeated command gets the same one, also after a restart.</summary>
public sealed class ResultStore
{
    private readonly string _directory;

    /// <param name="oldest">Answers written before are forgotten.</param>
    public ResultStore(string stateDirectory, DateTimeOffset oldest)
    {
        _directory = Path.Combine(stateDirectory, "results");
        Directory.CreateDirectory(_directory);
        foreach (var path in Directory.EnumerateFiles(_directory))
        {
            if (File.GetLastWriteTimeUtc(path) < oldest.UtcDateTime)
            {
                File.Delete(path);
            }
        }
    }

    public Report? Find(Command command)
    {
        var path = PathOf(command);
        return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), AppDriverJson.Default.Report) : null;
    }

    public void Save(Command command, Report report) =>
        DurableFile.Write(PathOf(command), JsonSerializer.SerializeToUtf8Bytes(report, AppDriverJson.Default.Report));

    /// <summary>The parts of a key are names without a dot or a slash (<see cref="Names"/>), so no two keys share a file.</summary>
    private string PathOf(Command command) => Path.Combine(_directory, command.Key.Replace('/', '.') + ".json");
}
