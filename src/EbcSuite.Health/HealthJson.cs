using System.Text.Json;
using System.Text.Json.Serialization;

namespace EbcSuite.Health;

/// <summary>The JSON of status files: snake_case names, enumerations as lower-case words.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(LowerCasePhases), typeof(LowerCaseHealth)])]
[JsonSerializable(typeof(HealthDocument))]
internal sealed partial class HealthJson : JsonSerializerContext;

internal sealed class LowerCasePhases() : JsonStringEnumConverter<DaemonPhase>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

/// <summary><c>not_running</c> and the like.</summary>
public sealed class LowerCaseHealth() : JsonStringEnumConverter<DaemonHealth>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
