using EbcSuite.Events;

namespace EbcSuite.Routing;

/// <summary>
/// What is to be sent over a link. One notification's deliveries to many links share one object, so that who sends it can
/// encode it once.
/// </summary>
public abstract record LinkOutput
{
    private LinkOutput()
    {
    }

    /// <summary>The input was taken. Only for Subscribe, Unsubscribe and Publish; always the first output.</summary>
    public sealed record Accept : LinkOutput
    {
        public static readonly Accept Instance = new();
    }

    /// <summary>The input was not taken and changed nothing.</summary>
    /// <param name="Text">For people: what was refused and what is allowed.</param>
    public sealed record Refuse(Refusal Code, string Text) : LinkOutput;

    public sealed record Deliver(EventKey Event, Notification Notification) : LinkOutput;

    public sealed record Forward(EventKey Event, int Hops, Notification Notification) : LinkOutput;

    /// <summary>Asks a peer for what matches; the number names the subscription on that link.</summary>
    public sealed record Subscribe(ulong Subscription, Filter Filter) : LinkOutput;

    public sealed record Unsubscribe(ulong Subscription) : LinkOutput;
}
