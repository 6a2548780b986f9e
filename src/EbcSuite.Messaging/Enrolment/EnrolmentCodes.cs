namespace EbcSuite.Messaging.Enrolment;

/// <summary>Codes of <see cref="Protocol.Refused"/> in answer to an <see cref="Protocol.Enrol"/> (docs/protocol.md). They only grow.</summary>
public static class EnrolmentCodes
{
    /// <summary>There is no such token, or not any more.</summary>
    public const string TokenUnknown = nameof(TokenUnknown);

    /// <summary>Its time is over.</summary>
    public const string TokenExpired = nameof(TokenExpired);

    /// <summary>It is spent.</summary>
    public const string TokenUsed = nameof(TokenUsed);

    /// <summary>It is for other identities.</summary>
    public const string TokenNotForThisNode = nameof(TokenNotForThisNode);

    /// <summary>Another key has the identity.</summary>
    public const string IdentityTaken = nameof(IdentityTaken);

    /// <summary>The identity is no name for a node.</summary>
    public const string BadIdentity = nameof(BadIdentity);

    /// <summary>The broker has no unspent token.</summary>
    public const string EnrolmentClosed = nameof(EnrolmentClosed);

    /// <summary>The broker could not write its files: the one code with which asking again may help.</summary>
    public const string EnrolmentFailed = nameof(EnrolmentFailed);

    /// <summary>What to do about a refusal; one line.</summary>
    public static string Advice(string code) => code switch
    {
        TokenUnknown or TokenExpired or EnrolmentClosed =>
            "Make a new token at the node's broker (ebc token create) and give it to the node.",
        TokenUsed => "Each node needs a token of its own: make one at its broker (ebc token create).",
        TokenNotForThisNode => "The token names another node: see ebc token list at the broker.",
        IdentityTaken => "Give the node another name; or, if it replaces the old one, take the old one's line out of the broker's list of allowed keys.",
        BadIdentity => "A node's name is 1 to 64 of A-Z a-z 0-9 _ - . and begins with a letter or digit.",
        EnrolmentFailed => "See the broker's log.",
        _ => "See the broker's log and its list of allowed keys.",
    };
}
