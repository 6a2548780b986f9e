namespace EbcSuite.Messaging;

/// <summary>Codes of <see cref="Protocol.Refused"/> that a client acts on (docs/protocol.md); all others are only told.</summary>
public static class RefusalCodes
{
    /// <summary>The broker does not know this link (any more): greet again.</summary>
    public const string NotGreeted = "NotGreeted";

    /// <summary>To a greeting: the key belongs to another identity than the one claimed.</summary>
    public const string IdentityMismatch = "IdentityMismatch";

    /// <summary>The key is not in the broker's list: its holder was let in to enrol, and for nothing else.</summary>
    public const string NotEnrolled = "NotEnrolled";

    /// <summary>The rights of the key do not cover it.</summary>
    public const string NotAllowed = "NotAllowed";
}
