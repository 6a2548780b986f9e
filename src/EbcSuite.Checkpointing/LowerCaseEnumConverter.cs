using System.Text.Json;
using System.Text.Json.Serialization;

namespace EbcSuite.Checkpointing;

/// <summary>Writes an enumeration as lower-case words in JSON, as attributes have them.</summary>
public sealed class LowerCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
