using EbcSuite.Events;

namespace EbcSuite.Protocol;

/// <summary>What one frame says. One frame is one message; see docs/protocol.md for the bytes.</summary>
public abstract record Message;

/// <summary>The first message of the dialling end; again after each reconnection.</summary>
/// <param name="Identity">Who it says it is; the broker checks it against the key.</param>
public sealed record Hello(string Identity, LinkRole Role) : Message;

/// <summary>The broker's answer to <see cref="Hello"/>.</summary>
public sealed record Welcome(string Broker, string Site) : Message;

/// <param name="Request">Names this request in the answer; 0 asks for no answer.</param>
/// <param name="Subscription">Names the subscription on this link; chosen by the subscriber.</param>
public sealed record Subscribe(ulong Request, ulong Subscription, Filter Filter) : Message;

public sealed record Unsubscribe(ulong Request, ulong Subscription) : Message;

public sealed record Publish(ulong Request, Notification Notification) : Message;

/// <summary>The broker took the request.</summary>
public sealed record Accepted(ulong Request) : Message;

/// <summary>The broker refused the request (or, with request 0, the link) and says why by name.</summary>
public sealed record Refused(ulong Request, string Code, string Text) : Message;

/// <summary>A notification for a subscriber.</summary>
public sealed record Deliver(EventId Id, Notification Notification) : Message;

/// <summary>A notification on its way between brokers.</summary>
/// <param name="Hops">Links between brokers it has crossed, this one included.</param>
public sealed record Forward(EventId Id, byte Hops, Notification Notification) : Message;

public sealed record Ping(ulong Number) : Message;

public sealed record Pong(ulong Number) : Message;

/// <summary>The sender leaves on purpose: nothing needs to wait for a time-out.</summary>
public sealed record Goodbye(string Reason) : Message;

/// <summary>
/// The only message of a key that is not in the broker's list: asks to be put there for a one-time token. Answered by
/// <see cref="Enrolled"/>, or by <see cref="Refused"/> with request 0. Does not print its token.
/// </summary>
/// <param name="Token">As <c>ebc token create</c> printed it.</param>
/// <param name="Identity">Who the holder of the key will be.</param>
public sealed record Enrol(string Token, string Identity) : Message
{
    public override string ToString() => $"{nameof(Enrol)} {{ Identity = {Identity} }}";
}

/// <summary>The key is in the broker's list: dial anew and greet.</summary>
/// <param name="Identity">Who the holder of the key is from now on.</param>
/// <param name="Site">The site that the broker serves.</param>
public sealed record Enrolled(string Identity, string Site) : Message;
