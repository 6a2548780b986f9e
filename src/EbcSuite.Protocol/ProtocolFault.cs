namespace EbcSuite.Protocol;

/// <summary>Why a frame is not a message. The names go over the wire as codes: they only grow, and the numbers never change.</summary>
public enum ProtocolFault
{
    /// <summary>The frame ends before what it announces.</summary>
    Truncated = 1,

    /// <summary>Bytes follow the message.</summary>
    TrailingBytes = 2,

    /// <summary>A field is of another MessagePack type than the message has there.</summary>
    UnexpectedType = 3,

    /// <summary>The frame or a field is larger than <see cref="ProtocolLimits"/> allows.</summary>
    OverLimit = 4,

    /// <summary>A string is not UTF-8 (or, when writing, has half a surrogate pair).</summary>
    BadUtf8 = 5,

    /// <summary>The frame is of another version of the protocol.</summary>
    UnknownVersion = 6,

    /// <summary>The frame's kind is not one of <see cref="MessageKind"/>.</summary>
    UnknownMessage = 7,

    /// <summary>A field that is to be skipped nests deeper than <see cref="MessagePack.MessagePackReader.MaximumDepth"/>.</summary>
    NestedTooDeep = 8,

    /// <summary>A value of the right type that the field does not take: an empty name, a negative count, an unknown role.</summary>
    BadValue = 9,

    /// <summary>The message has fewer fields than its kind needs.</summary>
    MissingField = 10,

    /// <summary>The filter breaks a rule of events; <see cref="ProtocolException.Refusal"/> names it.</summary>
    RefusedFilter = 11,

    /// <summary>The notification breaks a rule of events; <see cref="ProtocolException.Refusal"/> names it.</summary>
    RefusedNotification = 12,
}
