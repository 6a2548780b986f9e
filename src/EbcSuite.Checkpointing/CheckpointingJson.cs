using System.Text.Json;
using System.Text.Json.Serialization;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Checkpointing.Images;

namespace EbcSuite.Checkpointing;

/// <summary>The JSON of bodies and journals: snake_case names, enumerations as lower-case words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    Converters = [typeof(LowerCaseEnumConverter<ApplicationState>), typeof(LowerCaseEnumConverter<MigrationStep>)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LaunchSpecification))]
[JsonSerializable(typeof(Requirements))]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(NodeStatus))]
[JsonSerializable(typeof(SystemInfo))]
[JsonSerializable(typeof(MigrationSummary))]
public sealed partial class CheckpointingJson : JsonSerializerContext;
