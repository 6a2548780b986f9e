using System.Text.Json;
using System.Text.Json.Serialization;
using EbcSuite.TestKit.Hosts;

namespace EbcSuite.VirtualMachines;

/// <summary><c>artifacts/e2e-vm.json</c>; times in ms.</summary>
/// <param name="BootToRegisteredMs">From switching on the slower of the two VMs until the front-end knew it, both booting at once.</param>
/// <param name="DumpMs">The step checkpointing of the first migration.</param>
/// <param name="TransferMs">Its step transferring without the restore, which is part of it.</param>
/// <param name="RestoreMs">As the target measured it.</param>
/// <param name="ResultIdentical">The moved job's result is bit for bit that of a run that was never moved.</param>
/// <param name="Scenarios">What was asked of the VMs besides, by name.</param>
internal sealed record VmReport(
    long BootToRegisteredMs = 0,
    long DumpMs = 0,
    long TransferMs = 0,
    long RestoreMs = 0,
    long TotalMs = 0,
    long DowntimeMs = 0,
    bool ResultIdentical = false,
    string? Error = null)
{
    [JsonPropertyOrder(1)]
    public SortedDictionary<string, ScenarioReport> Scenarios { get; init; } = new(StringComparer.Ordinal);

    [JsonIgnore]
    public bool IsGood => ResultIdentical && Error is null && Scenarios.Values.All(s => s.Good);

    public void Write()
    {
        Directory.CreateDirectory(Repository.PathOf("artifacts"));
        File.WriteAllText(Repository.PathOf("artifacts", "e2e-vm.json"), JsonSerializer.Serialize(this, VmJson.Default.VmReport) + "\n");
    }
}

/// <summary>One scenario: what was seen, and whether that is what must be.</summary>
/// <param name="Seen">Figures and words; times in ms.</param>
/// <param name="Error">Why it is not good.</param>
internal sealed record ScenarioReport(bool Good, IReadOnlyDictionary<string, string> Seen, string? Error = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DictionaryKeyPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(VmReport))]
internal sealed partial class VmJson : JsonSerializerContext;
