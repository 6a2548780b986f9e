namespace EbcSuite.Events;

/// <summary>Why a notification or a filter is refused. The names are told to users and go over the wire: they only grow.</summary>
public enum EventRefusal
{
    BadName = 1,
    MissingValue,
    ValueTooLarge,
    BodyTooLarge,
    TooManyAttributes,
    DuplicateName,
    TooManyConstraints,
    UnknownOperator,
    OperatorTypeMismatch,
    EmptySet,
    SetTooLarge,
    Contradiction,
    Syntax,

    /// <summary>A string value with half of a surrogate pair, which has no UTF-8.</summary>
    BadUtf8,
}

/// <summary>A notification or a filter that may not enter, and why.</summary>
public sealed class EventRefusedException(EventRefusal reason, string message) : Exception(message)
{
    public EventRefusal Reason { get; } = reason;
}
