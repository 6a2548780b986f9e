using System.Text.Json;
using EbcSuite.Checkpointing;
using EbcSuite.Checkpointing.Drivers;

namespace EbcSuite.Cli.Output;

// What --json prints. Scripts read these: members are only added, never renamed; a test holds them.

/// <summary>An error, on stderr.</summary>
public sealed record FailureDocument(
    string Error, string Message, string Advice, string? Outcome, string? Operation, int ExitCode);

/// <summary><c>ebc nodes</c></summary>
public sealed record NodesDocument(IReadOnlyList<NodeDocument> Nodes);

public sealed record NodeDocument(
    string Node,
    string Site,
    bool Alive,
    DateTimeOffset LastSeen,
    string Version,
    long FreeBytes,
    IReadOnlyList<DriverProbe> Drivers,
    IReadOnlyList<string> Applications,
    IReadOnlyDictionary<string, string>? Labels = null);

/// <summary><c>ebc drivers</c></summary>
/// <param name="Best">The driver of a start that asks for none, of a program without commands of its own; absent when there is none.</param>
public sealed record DriversDocument(string Node, bool Alive, string? Best, IReadOnlyList<DriverDocument> Drivers);

/// <param name="Reason">Why a start that asks for none gets it or does not.</param>
/// <param name="Problem">What is wrong and what to do; absent when it can be used.</param>
/// <param name="Error">The problem's name.</param>
public sealed record DriverDocument(
    string Driver,
    bool Usable,
    string? Version,
    DriverCapabilities? Capabilities,
    string Reason,
    string? Error,
    string? Problem,
    IReadOnlyList<string> Findings);

/// <summary><c>ebc apps</c></summary>
public sealed record ApplicationsDocument(IReadOnlyList<ApplicationDocument> Applications);

public sealed record ApplicationDocument(
    string Application,
    string Node,
    string Site,
    ApplicationState State,
    string Driver,
    long Token,
    int? Pid,
    int Processes,
    int? ExitCode,
    DateTimeOffset Since,
    string? Operation,
    MigrationStep? Step);

/// <summary>The result of start, stop, checkpoint and restart; a member is absent where it means nothing.</summary>
public sealed record OperationDocument(
    string Operation,
    string Of,
    string Outcome,
    string Application,
    string? To,
    string? State,
    string? Image,
    long? Bytes,
    long? ElapsedMs);

/// <summary>The result of <c>ebc migrate</c>.</summary>
/// <param name="DowntimeMs">From the checkpoint command until the application runs on, by the front-end's clock.</param>
/// <param name="ImageBytes">As the manifest has it, holes counted.</param>
/// <param name="TransferredBytes">Bytes that the source sent.</param>
/// <param name="StepsMs">By the steps' names, in their order.</param>
public sealed record MigrationDocument(
    string Operation,
    string Outcome,
    string Application,
    string? From,
    string To,
    long? TotalMs,
    long? DowntimeMs,
    long? ImageBytes,
    long? TransferredBytes,
    IReadOnlyDictionary<string, long> StepsMs);

/// <summary>A line of <c>ebc events</c>.</summary>
/// <param name="At">When it arrived here.</param>
/// <param name="Body">The body, if it is JSON.</param>
/// <param name="BodyBase64">The body, if it is not.</param>
public sealed record EventDocument(
    DateTimeOffset At, IReadOnlyDictionary<string, JsonElement> Attributes, JsonElement? Body, string? BodyBase64);

/// <summary><c>ebc publish</c></summary>
public sealed record PublishedDocument(bool Published, string From);

/// <summary><c>ebc keygen</c></summary>
public sealed record KeysDocument(IReadOnlyList<KeyDocument> Keys);

public sealed record KeyDocument(string Name, string SecretFile, string PublicFile, string PublicKey);

/// <summary><c>ebc allow</c></summary>
public sealed record AllowedDocument(string File, string Identity, string Role, string Line);
