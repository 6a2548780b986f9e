namespace EbcSuite.Checkpointing.Plans;

/// <summary>How long a plan waits before it tells again, and before it gives up.</summary>
public sealed record PlanTimings
{
    /// <summary>An unanswered command is told again after this, then after twice as long, up to <see cref="ResendAtMost"/>.</summary>
    public TimeSpan Resend { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan ResendAtMost { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Initialization { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan Checkpointing { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan Transferring { get; init; } = TimeSpan.FromHours(4);

    /// <summary>For start_App, stop_App, checkpoint_App, restart_App, where the request has no deadline.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often a restore from a whole image is tried where nothing else is left to do.</summary>
    public int RestartAttempts { get; init; } = 5;

    public TimeSpan Before(MigrationStep step) => step switch
    {
        MigrationStep.Initialization => Initialization,
        MigrationStep.Checkpointing => Checkpointing,
        MigrationStep.Transferring => Transferring,
        _ => Timeout.InfiniteTimeSpan,
    };

    internal TimeSpan Pause(int timesSent) =>
        TimeSpan.FromTicks(Math.Min(ResendAtMost.Ticks, Resend.Ticks << Math.Clamp(timesSent - 1, 0, 20)));
}
