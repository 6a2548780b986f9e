using System.Text.Json.Serialization;

namespace EbcSuite.Messaging.Enrolment;

// The file as JSON. What it does not know it refuses: rewritten, it would be lost.

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TokensDocument(IReadOnlyList<TokenDocument>? Tokens);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TokenDocument(
    string? Hash,
    string? Node,
    string? NodePrefix,
    DateTimeOffset Created,
    DateTimeOffset Expires,
    string? Role,
    IReadOnlyList<string>? Publish,
    IReadOnlyList<string>? Subscribe,
    TokenUseDocument? Used);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TokenUseDocument(string? Key, string? Identity, DateTimeOffset At, bool Listed);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(TokensDocument))]
internal sealed partial class TokensJson : JsonSerializerContext;
