using System.Text.Json.Serialization;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.AppDriver.Records;

/// <summary>The JSON of the daemon's own files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApplicationRecord))]
[JsonSerializable(typeof(Report))]
internal sealed partial class AppDriverJson : JsonSerializerContext;
