namespace EbcSuite.Checkpointing.Journal;

/// <summary>A journal that comes to the same with fewer records: tokens, the latest last words, and all of what is unfinished.</summary>
public static class JournalShortening
{
    /// <param name="replay">Of these <paramref name="records"/>.</param>
    /// <param name="keep">How many last words.</param>
    public static IReadOnlyList<JournalRecord> Of(IReadOnlyList<JournalRecord> records, JournalReplay replay, int keep)
    {
        var tokens = replay.Tokens.Highest.OrderBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => new JournalRecord(JournalKind.Token, records[0].At, Operation: "", t.Key, t.Value));
        var last = records.Where(r => r.Kind == JournalKind.Finished).TakeLast(keep);
        var open = records.Where(r => replay.Unfinished.ContainsKey(r.Operation) || replay.Unsaid.ContainsKey(r.Operation));
        return [.. tokens, .. last, .. open];
    }
}
