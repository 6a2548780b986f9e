using System.Collections.Immutable;

namespace EbcSuite.Checkpointing;

/// <summary>
/// The highest fencing token of each application: a number that only grows with each owner, so that a command of an earlier
/// owner that comes late is refused. Immutable. (Kleppmann, "How to do distributed locking", 2016, has the idea and the name.)
/// </summary>
public sealed record FencingTokens(ImmutableDictionary<string, long> Highest)
{
    public static readonly FencingTokens None = new(ImmutableDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>0 for an application that never had one.</summary>
    public long Of(string application) => Highest.GetValueOrDefault(application);

    /// <summary>The token for the application's next operation.</summary>
    public long Next(string application) => checked(Of(application) + 1);

    /// <summary>With a token that was seen in the journal, in a plan or at a node; a lower one changes nothing.</summary>
    public FencingTokens Seen(string application, long token) =>
        token <= Of(application) ? this : new(Highest.SetItem(application, token));
}
