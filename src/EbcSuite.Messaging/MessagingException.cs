namespace EbcSuite.Messaging;

/// <summary>Why a message did not go through. Told to users by name.</summary>
public enum MessagingFault
{
    /// <summary>No broker answers at the endpoint.</summary>
    NotConnected = 1,

    /// <summary>The broker does not know this key, or the broker's key is not the one expected.</summary>
    KeyRefused,

    /// <summary>The broker refused the request; see the code.</summary>
    Refused,

    /// <summary>No answer within the deadline.</summary>
    DeadlinePassed,

    /// <summary>A key file is missing, unreadable, readable by others, or not a key.</summary>
    BadKeyFile,

    /// <summary>The native library is missing or too old.</summary>
    LibraryMissing,

    /// <summary>The client was disposed.</summary>
    Closed,

    /// <summary>A server's endpoint cannot be bound: in use, no such address, not allowed.</summary>
    CannotBind,
}

/// <param name="fault">The name of the failure.</param>
/// <param name="message">What happened and what to do.</param>
/// <param name="code">With <see cref="MessagingFault.Refused"/>: the broker's code, such as <c>NotAllowed</c>.</param>
public sealed class MessagingException(MessagingFault fault, string message, string? code = null) : Exception(message)
{
    public MessagingFault Fault { get; } = fault;

    public string? Code { get; } = code;
}
