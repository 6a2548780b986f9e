using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>The commands of a migration, as docs/events.md has them.</summary>
internal sealed class MigrationCommands(MigrationRequest request, long token)
{
    public Command Inspect() => To(request.From, EventNames.Inspect);

    public Command Reserve(ReadOnlyMemory<byte> requirements) =>
        To(request.To, EventNames.Reserve) with { Force = request.Force ? true : null, Body = requirements };

    public Command Checkpoint() => To(request.From, EventNames.Checkpoint) with { Keep = "stopped" };

    public Command Receive(ReadOnlyMemory<byte> manifest) => To(request.To, EventNames.Transfer) with
    {
        Role = "receive",
        Stream = request.Operation,
        FromNode = request.From,
        Body = manifest,
    };

    public Command Send() => To(request.From, EventNames.Transfer) with
    {
        Role = "send",
        Stream = request.Operation,
        To = request.To,
    };

    public Command Prepare() => To(request.To, EventNames.Restart) with { Hold = true, Image = request.Operation };

    /// <param name="attempt">0 unless this node was told restart before.</param>
    public Command Restart(string node, int attempt) =>
        To(node, EventNames.Restart) with { Hold = false, Image = request.Operation, Attempt = attempt };

    public Command Thaw(string node) => To(node, EventNames.Thaw);

    /// <param name="attempt">0 unless this node was told destroy before.</param>
    public Command Destroy(string node, string files, int attempt = 0) =>
        To(node, EventNames.Destroy) with { GraceMs = 0, Files = files, Attempt = attempt };

    private Command To(string node, string name) => new()
    {
        Event = name,
        From = request.FrontEnd,
        Node = node,
        Operation = request.Operation,
        Application = request.Application,
        Token = token,
    };
}
