using System.Text.Json;
using System.Text.Json.Serialization;

namespace EbcSuite.Demo;

/// <summary><c>artifacts/demo.json</c></summary>
/// <param name="Migrated">The application runs, or ended, on the target and nowhere else.</param>
/// <param name="ResultIdentical">Its result is bit for bit that of a run that was not moved.</param>
/// <param name="ProgressWhole">No iteration was lost and none done twice.</param>
/// <param name="SourceClean">No process and no file of it is left on the source.</param>
/// <param name="StepsMs">By the five steps' names.</param>
/// <param name="DowntimeMs">From the checkpoint command until the application ran on.</param>
/// <param name="ImageBytes">The image as its files' lengths say.</param>
/// <param name="TransferredBytes">What went over the wire of it.</param>
/// <param name="MovedAtIteration">The last iteration that was told of on the source.</param>
/// <param name="Error">What went wrong; null if nothing did.</param>
internal sealed record DemoReport(
    int Ranks,
    bool Migrated = false,
    bool ResultIdentical = false,
    bool ProgressWhole = false,
    bool SourceClean = false,
    IReadOnlyDictionary<string, long>? StepsMs = null,
    long DowntimeMs = 0,
    long TotalMs = 0,
    long ImageBytes = 0,
    long TransferredBytes = 0,
    int MovedAtIteration = 0,
    long SetupMs = 0,
    string? Error = null)
{
    [JsonIgnore]
    public bool IsGood => Migrated && ResultIdentical && ProgressWhole && SourceClean && Error is null;

    public void Write(string directory)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "demo.json"), JsonSerializer.Serialize(this, DemoJson.Default.DemoReport) + "\n");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(DemoReport))]
internal sealed partial class DemoJson : JsonSerializerContext;
