namespace EbcSuite.Checkpointing.Vocabulary;

/// <summary>Values of <c>outcome</c> in a report.</summary>
public static class Outcomes
{
    public const string Done = "done";

    /// <summary>Nothing was begun: the request is wrong or contradicts the state.</summary>
    public const string Refused = "refused";

    /// <summary>It was begun, and undone: the state is as before, or as the message says.</summary>
    public const string Failed = "failed";
}
