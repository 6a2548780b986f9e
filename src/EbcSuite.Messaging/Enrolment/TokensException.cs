namespace EbcSuite.Messaging.Enrolment;

/// <summary>A file of tokens that cannot be read: <c>FILE: problem</c>. Enrolment is closed meanwhile.</summary>
public sealed class TokensException(string file, string problem) : Exception($"{file}: {problem}")
{
    public string File { get; } = file;

    public string Problem { get; } = problem;
}
