namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>Values of the attribute <c>event</c>. See docs/protocol.md, "Events".</summary>
public static class EventNames
{
    // From outside to the front-end (Nguyen and Thoai, 2012, and ours in the same style).
    public const string SystemInfo = "sys_info";
    public const string StartApplication = "start_App";
    public const string StopApplication = "stop_App";
    public const string MigrateApplication = "migrate_App";
    public const string CheckpointApplication = "checkpoint_App";
    public const string RestartApplication = "restart_App";

    // From the front-end to appdrv; all but node_alive carry `node`.
    public const string NodeAlive = "node_alive";
    public const string Inspect = "inspect";
    public const string Reserve = "reserve";
    public const string Start = "start";
    public const string Checkpoint = "checkpoint";
    public const string Transfer = "transfer";
    public const string Restart = "restart";
    public const string Thaw = "thaw";
    public const string Destroy = "destroy";

    // Answers and news.

    /// <summary>The answer to one request or command; carries its <c>operation</c>.</summary>
    public const string Report = "report";

    /// <summary>How far an operation is.</summary>
    public const string Progress = "progress";

    /// <summary>A node's daemon came up (or its link came back) and tells its status.</summary>
    public const string NodeUp = "node_up";

    /// <summary>The front-end holds a node for dead.</summary>
    public const string NodeDead = "node_dead";

    /// <summary>An application's state changed on a node.</summary>
    public const string ApplicationState = "application_state";

    // On the bulk plane only.

    /// <summary>A chunk of an image, to <c>stream_to</c>.</summary>
    public const string Chunk = "chunk";

    /// <summary>The receiver's permission to send up to a sequence number, to <c>stream_to</c>.</summary>
    public const string Credit = "credit";
}
