using EbcSuite.Checkpointing.Vocabulary;

namespace EbcSuite.Checkpointing.Plans;

/// <summary>An operation that is one command to one node: start_App, stop_App, checkpoint_App, restart_App.</summary>
/// <param name="Of">The request's event.</param>
/// <param name="Command">What the node is told; its token is the application's next.</param>
/// <param name="Undo">
/// What the node is told, with the token after, once the command failed or its deadline passed, until it has confirmed; null
/// where there is nothing to undo.
/// </param>
/// <param name="DeadlineMs">Null for <see cref="PlanTimings.Command"/>.</param>
public sealed record CommandRequest(string Of, Command Command, Command? Undo, long? DeadlineMs)
{
    public static CommandRequest Start(Command template, string driver, ReadOnlyMemory<byte> launch, long? deadlineMs) => new(
        EventNames.StartApplication,
        template with { Event = EventNames.Start, Driver = driver, Body = launch },
        template with { Event = EventNames.Destroy, GraceMs = 0, Files = "remove" },
        deadlineMs);

    public static CommandRequest Stop(Command template, long graceMs, string files, long? deadlineMs) => new(
        EventNames.StopApplication,
        template with { Event = EventNames.Destroy, GraceMs = graceMs, Files = files },
        Undo: null,
        deadlineMs);

    public static CommandRequest Checkpoint(Command template, long? deadlineMs) => new(
        EventNames.CheckpointApplication,
        template with { Event = EventNames.Checkpoint, Keep = "running" },
        template with { Event = EventNames.Thaw },
        deadlineMs);

    public static CommandRequest Restart(Command template, string image, long? deadlineMs) => new(
        EventNames.RestartApplication,
        template with { Event = EventNames.Restart, Image = image, Hold = false },
        template with { Event = EventNames.Destroy, GraceMs = 0, Files = "keep" },
        deadlineMs);
}
