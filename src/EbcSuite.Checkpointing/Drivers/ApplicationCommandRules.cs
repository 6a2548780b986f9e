namespace EbcSuite.Checkpointing.Drivers;

/// <summary>What an application's own commands must be like.</summary>
public static class ApplicationCommandRules
{
    public const long ShortestMs = 100;
    public const long LongestMs = 24 * 3600 * 1000L;

    public static readonly IReadOnlyList<string> Signals = ["HUP", "INT", "QUIT", "USR1", "USR2", "TERM"];

    /// <summary>Null when they can be used, else what is wrong, naming the member of the body.</summary>
    public static string? Fault(ApplicationCommands commands) => commands switch
    {
        { Save: null } => "'commands.save' is missing",
        { Resume: null } => "'commands.resume' is missing",
        _ => FaultOf(commands.Save) ?? FaultOf(commands.Resume),
    };

    private static string? FaultOf(SaveStep save) => save switch
    {
        { Arguments: null, Signal: null } => "'commands.save' has neither 'arguments' nor 'signal'",
        { Arguments: not null, Signal: not null } => "'commands.save' has both 'arguments' and 'signal'",
        { Arguments: { } words } when IsNoProgram(words) => "'commands.save.arguments' names no program",
        { Signal: { } signal } when !Signals.Contains(signal) =>
            $"'commands.save.signal' is '{signal}'; it may be {string.Join(", ", Signals)}",
        { Signal: not null, File: null } => "'commands.save.file' is missing: a signal alone does not tell when it has saved",
        _ => FileFault("commands.save.file", save.File) ?? TimeFault("commands.save.within_ms", save.WithinMs),
    };

    private static string? FaultOf(ResumeStep resume) =>
        resume.Arguments is not { } words || IsNoProgram(words) ? "'commands.resume.arguments' names no program"
        : FileFault("commands.resume.file", resume.File) ?? TimeFault("commands.resume.within_ms", resume.WithinMs);

    private static bool IsNoProgram(IReadOnlyList<string> words) => words.Count == 0 || string.IsNullOrEmpty(words[0]);

    private static string? FileFault(string member, string? file) =>
        file is null ? null
        : file.Length == 0 || Path.IsPathRooted(file) || file.Contains('\0', StringComparison.Ordinal)
            || file.Split('/').Any(p => p is "" or "." or ".." or ".capsule") || file.StartsWith("tmp/", StringComparison.Ordinal)
            ? $"'{member}' must be a path below the application's directory, not in tmp: '{file}'"
        : null;

    private static string? TimeFault(string member, long milliseconds) => milliseconds is < ShortestMs or > LongestMs
        ? $"'{member}' must be from {ShortestMs} to {LongestMs}, not {milliseconds}"
        : null;
}
