namespace EbcSuite.Checkpointing.Drivers;

/// <summary>What plans and choices are made by: nobody asks which driver it is.</summary>
/// <param name="KeepsSourceStopped">After a dump the source is still there, stopped, and can be thawed.</param>
/// <param name="RestoresStopped">A restored application stands still until thawed.</param>
/// <param name="SeveralNodes">One application may span nodes.</param>
/// <param name="Unprivileged">Works without root.</param>
/// <param name="NeedsCommands">Only for an application that brings <see cref="ApplicationCommands"/>.</param>
/// <param name="OnlyPrograms">The names of the programs that it is good for; null for any.</param>
public sealed record DriverCapabilities(
    bool KeepsSourceStopped,
    bool RestoresStopped,
    bool SeveralNodes,
    bool Unprivileged,
    bool NeedsCommands = false,
    IReadOnlyList<string>? OnlyPrograms = null);
