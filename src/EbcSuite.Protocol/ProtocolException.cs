using EbcSuite.Events;

namespace EbcSuite.Protocol;

/// <summary>A frame that is not a message this side takes, or a message that cannot be written; and why.</summary>
public sealed class ProtocolException : Exception
{
    public ProtocolException(ProtocolFault fault, string message, EventRefusal? refusal = null, Exception? inner = null)
        : base(message, inner)
    {
        Fault = fault;
        Refusal = refusal;
    }

    public ProtocolFault Fault { get; }

    /// <summary>The broken rule, with <see cref="ProtocolFault.RefusedFilter"/> and <see cref="ProtocolFault.RefusedNotification"/>.</summary>
    public EventRefusal? Refusal { get; }

    /// <summary>
    /// The number of the request that could not be read to its end, when the number itself could: the request is then
    /// answered with <see cref="Refused"/> and the link lives on. 0 is a request that asks for no answer; null, no
    /// request was recognised, and the fault is the link's.
    /// </summary>
    public ulong? Request { get; internal set; }

    /// <summary>What <see cref="Refused.Code"/> carries: the broken rule's name if there is one, else the fault's.</summary>
    public string Code => Refusal?.ToString() ?? Fault.ToString();
}
