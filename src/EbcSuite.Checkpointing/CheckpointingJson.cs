using System.Text.Json;
using System.Text.Json.Serialization;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Images;
using EbcSuite.Checkpointing.Journal;

namespace EbcSuite.Checkpointing;

/// <summary>The JSON of bodies and journals: snake_case names, enumerations as lower-case words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    Converters =
    [
        typeof(LowerCaseEnumConverter<ApplicationState>),
        typeof(LowerCaseEnumConverter<MigrationStep>),
        typeof(LowerCaseEnumConverter<JournalKind>),
    ],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LaunchSpecification))]
[JsonSerializable(typeof(Requirements))]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(NodeStatus))]
[JsonSerializable(typeof(SystemInfo))]
[JsonSerializable(typeof(MigrationSummary))]
[JsonSerializable(typeof(JournalRecord))]
public sealed partial class CheckpointingJson : JsonSerializerContext;
