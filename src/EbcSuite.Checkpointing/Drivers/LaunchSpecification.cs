namespace EbcSuite.Checkpointing.Drivers;

/// <param name="Arguments">The program and its arguments; no shell reads them.</param>
/// <param name="Environment">Added to a clean environment.</param>
/// <param name="Commands">How the application saves itself and resumes; null for one that knows nothing of checkpoints.</param>
public sealed record LaunchSpecification(
    IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, ApplicationCommands? Commands = null);
