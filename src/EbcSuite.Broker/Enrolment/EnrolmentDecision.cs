using EbcSuite.Messaging.Enrolment;

namespace EbcSuite.Broker.Enrolment;

/// <summary>What is to be done about an <see cref="EnrolmentRequest"/>.</summary>
internal abstract record EnrolmentDecision
{
    private EnrolmentDecision()
    {
    }

    /// <summary>Spend the token, then list the key.</summary>
    public sealed record Take(TokenRecord Token) : EnrolmentDecision;

    /// <summary>This key spent the token before, and is not listed yet: list it.</summary>
    public sealed record Finish(TokenRecord Token) : EnrolmentDecision;

    /// <summary>The key is in the list as this identity: say so again.</summary>
    public sealed record Repeat : EnrolmentDecision;

    /// <param name="Code">One of <see cref="EnrolmentCodes"/>, or IdentityMismatch.</param>
    /// <param name="Text">For people, at the other end too.</param>
    public sealed record Refuse(string Code, string Text) : EnrolmentDecision;
}
