using EbcSuite.Checkpointing;

namespace EbcSuite.AppDriver.Records;

/// <summary>What the daemon must know of an application after its own end. One file each.</summary>
/// <param name="State">Null: only the token, or an image that came for it, is known here.</param>
/// <param name="Token">The highest fencing token seen; kept when everything else is gone.</param>
/// <param name="Pid">The first process, with <paramref name="StartTime"/>; null when there is none.</param>
/// <param name="Boot">The boot that pid and start time belong to.</param>
/// <param name="Image">The image that a checkpoint or a transfer under way belongs to; it is removed with the application.</param>
/// <param name="HomeFrom">The image whose files have been moved into the application's directory.</param>
public sealed record ApplicationRecord(
    string Application,
    string Driver,
    ApplicationState? State,
    long Token,
    int? Pid,
    long StartTime,
    string Boot,
    int? ExitCode,
    DateTimeOffset Since,
    string? Image,
    string? HomeFrom)
{
    public static ApplicationRecord Unknown(string application, DateTimeOffset now) =>
        new(application, "", State: null, Token: 0, Pid: null, 0, "", ExitCode: null, now, Image: null, HomeFrom: null);

    /// <summary>It has, or should have, processes.</summary>
    public bool IsLive =>
        State is ApplicationState.Starting or ApplicationState.Running or ApplicationState.Stopped or ApplicationState.Prepared;

    public ApplicationRecord Become(ApplicationState? state, DateTimeOffset now) => this with { State = state, Since = now };

    /// <summary>Its processes are gone.</summary>
    public ApplicationRecord End(ApplicationState state, int? exitCode, DateTimeOffset now) =>
        Become(state, now) with { Pid = null, StartTime = 0, ExitCode = exitCode };
}
