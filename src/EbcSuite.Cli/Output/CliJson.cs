using System.Text.Json;
using System.Text.Json.Serialization;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;
using EbcSuite.Health;

namespace EbcSuite.Cli.Output;

/// <summary>The JSON of <c>--json</c>: snake_case names, enumerations as lower-case words, absent where null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LowerCaseStates), typeof(LowerCaseSteps), typeof(LowerCaseHealth), typeof(NamedFaults)])]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(NodesDocument))]
[JsonSerializable(typeof(DriversDocument))]
[JsonSerializable(typeof(ApplicationCommands))]
[JsonSerializable(typeof(ApplicationsDocument))]
[JsonSerializable(typeof(OperationDocument))]
[JsonSerializable(typeof(MigrationDocument))]
[JsonSerializable(typeof(EventDocument))]
[JsonSerializable(typeof(PublishedDocument))]
[JsonSerializable(typeof(KeysDocument))]
[JsonSerializable(typeof(AllowedDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(NewTokenDocument))]
[JsonSerializable(typeof(TokensDocument))]
[JsonSerializable(typeof(RevokedDocument))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(double))]
[JsonSerializable(typeof(bool))]
internal sealed partial class CliJson : JsonSerializerContext;

internal sealed class LowerCaseStates() : JsonStringEnumConverter<ApplicationState>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

internal sealed class LowerCaseSteps() : JsonStringEnumConverter<MigrationStep>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

/// <summary>A failure's name as it is everywhere: DumpFailed.</summary>
internal sealed class NamedFaults() : JsonStringEnumConverter<CheckpointFault>(namingPolicy: null, allowIntegerValues: false);
