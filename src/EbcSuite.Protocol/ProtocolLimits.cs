using EbcSuite.Events;

namespace EbcSuite.Protocol;

/// <summary>
/// Sizes on the wire, in bytes of content and so independent of how wide a sender writes its lengths and numbers: what
/// one broker took in, the next one takes too. The rules of <see cref="EventLimits"/> hold besides.
/// </summary>
public static class ProtocolLimits
{
    /// <summary>Bytes of an identity, a broker's name or a site's; at least one.</summary>
    public const int IdentityBytes = 255;

    /// <summary>Bytes of an enrolment token; at least one.</summary>
    public const int TokenBytes = 255;

    /// <summary>Bytes of the code of a refusal; at least one.</summary>
    public const int CodeBytes = 64;

    /// <summary>Bytes of a text for people; longer ones are cut where they are written.</summary>
    public const int TextBytes = 1024;

    /// <summary>Bytes of all names and all string and bytes values of one notification, or of one filter.</summary>
    public const int ContentBytes = 1024 * 1024;

    /// <summary>
    /// Bytes of a frame. Every message within the other limits fits, however wide its numbers are written, with room
    /// for fields of later versions.
    /// </summary>
    public const int FrameBytes = EventLimits.BodyBytes + ContentBytes + (64 * 1024);
}
