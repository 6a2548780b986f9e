namespace EbcSuite.Checkpointing.Journal;

/// <summary>A journal that cannot be trusted: the daemon does not start on it.</summary>
/// <param name="line">From 1.</param>
public sealed class JournalException(int line, string problem) : Exception($"Journal, line {line}: {problem}")
{
    public int Line { get; } = line;
}
