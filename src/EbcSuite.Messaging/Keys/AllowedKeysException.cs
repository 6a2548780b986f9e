namespace EbcSuite.Messaging.Keys;

/// <summary>A list of allowed keys that cannot be read: <c>FILE:LINE: problem</c>.</summary>
/// <param name="line">From 1; 0 when the whole file is meant.</param>
public sealed class AllowedKeysException(string file, int line, string problem) : Exception($"{file}:{line}: {problem}")
{
    public string File { get; } = file;

    public int Line { get; } = line;

    public string Problem { get; } = problem;
}
