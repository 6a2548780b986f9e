namespace EbcSuite.Messaging.Enrolment;

/// <summary>What a broker answered to an enrolment.</summary>
public abstract record EnrolmentOutcome
{
    private EnrolmentOutcome()
    {
    }

    /// <summary>The key is in the broker's list, now or from before.</summary>
    public sealed record Enrolled(string Identity, string Site) : EnrolmentOutcome;

    /// <summary>Asking again with the same token will not help.</summary>
    /// <param name="Code">One of <see cref="EnrolmentCodes"/>, or another of docs/protocol.md.</param>
    /// <param name="Text">What the broker said; for people.</param>
    public sealed record Refused(string Code, string Text) : EnrolmentOutcome;
}
