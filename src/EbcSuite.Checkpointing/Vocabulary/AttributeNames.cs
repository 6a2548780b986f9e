namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>Names of attributes. See docs/protocol.md, "Events".</summary>
public static class AttributeNames
{
    /// <summary>What happens: one of <see cref="EventNames"/>.</summary>
    public const string Event = "event";

    /// <summary>The operation's id, chosen by who asks: 1 to 64 of [A-Za-z0-9_-].</summary>
    public const string Operation = "operation";

    /// <summary>The identity of who publishes. A node's key lets it publish only with its own.</summary>
    public const string From = "from";

    /// <summary>The node a command is for. Never used for the sender.</summary>
    public const string Node = "node";

    public const string Application = "application";

    /// <summary>With migrate_App, restart_App: the node to go to.</summary>
    public const string To = "to";

    public const string Site = "site";

    public const string Driver = "driver";

    /// <summary>The fencing token of the application's owner; integer, only grows.</summary>
    public const string Token = "token";

    /// <summary>In a report or a progress: the event it answers or tells of.</summary>
    public const string Of = "of";

    /// <summary>In a report: one of <see cref="Outcomes"/>.</summary>
    public const string Outcome = "outcome";

    /// <summary>In a report that is not done: the failure's name, of <see cref="CheckpointFault"/>.</summary>
    public const string Error = "error";

    /// <summary>For people: what happened and what to do.</summary>
    public const string Message = "message";

    /// <summary>In the front-end's last report of an operation: true.</summary>
    public const string Final = "final";

    /// <summary>One of <see cref="MigrationStep"/>, in lower case.</summary>
    public const string Step = "step";

    /// <summary>An application's state of <see cref="ApplicationState"/>, or a step's: begun, done.</summary>
    public const string State = "state";

    /// <summary>Milliseconds; integer.</summary>
    public const string ElapsedMs = "elapsed_ms";

    /// <summary>With done: how much of how much, in bytes; integers.</summary>
    public const string Total = "total";

    public const string Done = "done";

    public const string Bytes = "bytes";

    /// <summary>With a request: its deadline in milliseconds from its arrival; integer.</summary>
    public const string DeadlineMs = "deadline_ms";

    /// <summary>With destroy and stop_App: milliseconds between the request to end (SIGTERM) and the end (SIGKILL).</summary>
    public const string GraceMs = "grace_ms";

    /// <summary>With checkpoint: what becomes of the application afterwards: stopped or running.</summary>
    public const string Keep = "keep";

    /// <summary>With restart: true leaves the restored application stopped until thaw.</summary>
    public const string Hold = "hold";

    /// <summary>With transfer: send or receive.</summary>
    public const string Role = "role";

    /// <summary>With transfer, chunk, credit: the stream's id.</summary>
    public const string Stream = "stream";

    /// <summary>With chunk, credit: the node it is for; on the bulk plane.</summary>
    public const string StreamTo = "stream_to";

    /// <summary>With chunk: its number in the stream from 0. With credit: chunks up to this number (not itself) may be sent.</summary>
    public const string Sequence = "sequence";

    /// <summary>With destroy: keep or remove the application's files and image.</summary>
    public const string Files = "files";

    /// <summary>With migrate_App: true leaves out the preflight on the target.</summary>
    public const string Force = "force";

    /// <summary>With restart_App and restart: the operation that made the image.</summary>
    public const string Image = "image";

    public const string ExitCode = "exit_code";

    /// <summary>With transfer, receive: the node that sends.</summary>
    public const string FromNode = "from_node";

    /// <summary>With checkpoint's report: milliseconds between the first SIGSTOP and the report; integer.</summary>
    public const string StoppedMs = "stopped_ms";

    /// <summary>
    /// With a command that is told again because the node reported that it failed: its number, from 1; absent is 0. A command
    /// that is merely repeated, because no answer came, keeps its number. Its report carries the same.
    /// </summary>
    public const string Attempt = "attempt";
}
