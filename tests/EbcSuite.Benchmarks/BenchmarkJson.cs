using System.Text.Json;
using System.Text.Json.Serialization;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.Benchmarks;

/// <summary>A row of <c>artifacts/bench-migrate.json</c>; times are medians in milliseconds.</summary>
/// <param name="Incompressible">Whether the ranks' memory is random rather than a smooth grid.</param>
/// <param name="Ratio">Ours to the bare way's.</param>
/// <param name="StepsMs">Where ours goes, by step.</param>
/// <param name="BareDumpMs">Where the bare way's goes.</param>
internal sealed record MigrateRow(
    int Ranks,
    int MbPerRank,
    bool Incompressible,
    double OursMs,
    double BareMs,
    double Ratio,
    double DowntimeMs,
    IReadOnlyDictionary<string, double> StepsMs,
    double BareDumpMs,
    double BareCopyMs,
    double BareRestoreMs,
    long ImageBytes,
    int Runs);

/// <summary>A row of <c>artifacts/bench-latency.json</c>: an event from a VM of one site to one of the other and back.</summary>
/// <param name="Load">idle; transfer while an image moves between the same sites; restore while it is restored.</param>
internal sealed record LatencyRow(string Load, int Samples, double P50Us, double P99Us, double MaxUs, long ImageBytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(List<MigrateRow>))]
[JsonSerializable(typeof(List<LatencyRow>))]
internal sealed partial class BenchmarkJson : JsonSerializerContext
{
    public static void Write(string name, string json)
    {
        var path = Repository.PathOf("artifacts", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, json + "\n");
        Console.WriteLine($"written to {path}");
    }
}
