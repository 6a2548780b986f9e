namespace EbcSuite.Cli;

/// <summary>A failure as it is told to the user: its name, one line of what happened and one of what to do.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="name">The failure's name, as scripts read it: <c>UnknownNode</c>.</param>
/// <param name="message">What happened.</param>
/// <param name="advice">What to do.</param>
public sealed class CliException(int exitCode, string name, string message, string advice) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    public string Name { get; } = name;

    public string Advice { get; } = advice;

    /// <summary>The operation's id, if one had been asked for.</summary>
    public string? Operation { get; init; }

    /// <summary>refused or failed, if a report said so.</summary>
    public string? Outcome { get; init; }

    public static CliException Usage(string message, string advice) => new(ExitCodes.Usage, "Usage", message, advice);
}
