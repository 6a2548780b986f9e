namespace EbcSuite.Checkpointing.Drivers;

/// <summary>How an application that saves itself is told to, and how it resumes. Checked by <see cref="ApplicationCommandRules"/>.</summary>
public sealed record ApplicationCommands(SaveStep Save, ResumeStep Resume);

/// <summary>Exactly one of <paramref name="Arguments"/> and <paramref name="Signal"/> is given.</summary>
/// <param name="Arguments">A program that makes the application save itself; it has succeeded when it exits with 0.</param>
/// <param name="Signal">A signal to the application's first process: HUP, INT, QUIT, USR1, USR2 or TERM.</param>
/// <param name="File">
/// Below the application's directory: appears, whole (written beside and renamed), when it has saved itself. Needed with a signal.
/// </param>
/// <param name="WithinMs">How long saving may take, in milliseconds.</param>
/// <param name="Ends">The application ends by itself after it has saved itself.</param>
public sealed record SaveStep(
    IReadOnlyList<string>? Arguments = null, string? Signal = null, string? File = null, long WithinMs = 60_000, bool Ends = false);

/// <param name="Arguments">The program that goes on from what was saved, started in the application's directory in its environment.</param>
/// <param name="File">Below the application's directory: appears when it has resumed; null: it has when it did not fail within a second.</param>
/// <param name="WithinMs">How long resuming may take, in milliseconds.</param>
public sealed record ResumeStep(IReadOnlyList<string> Arguments, string? File = null, long WithinMs = 60_000);
