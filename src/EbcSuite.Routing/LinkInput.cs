using EbcSuite.Events;

namespace EbcSuite.Routing;

/// <summary>What happens to a link, as the router takes it.</summary>
public abstract record LinkInput
{
    private LinkInput()
    {
    }

    /// <summary>The link has been greeted and its key judged.</summary>
    /// <param name="Rights">What it may publish and subscribe; holds for what a peer forwards, too.</param>
    public sealed record Up(LinkKind Kind, LinkRights Rights, string Identity) : LinkInput;

    /// <summary>The link is lost, said goodbye, or was silent too long. All its subscriptions go.</summary>
    public sealed record Down : LinkInput
    {
        public static readonly Down Instance = new();
    }

    /// <param name="Subscription">The link's name for it: a number that it does not use already.</param>
    public sealed record Subscribe(ulong Subscription, Filter Filter) : LinkInput;

    public sealed record Unsubscribe(ulong Subscription) : LinkInput;

    /// <summary>Only of clients.</summary>
    public sealed record Publish(Notification Notification) : LinkInput;

    /// <summary>Only of peers.</summary>
    /// <param name="Hops">Links between brokers that it has crossed, the one it came by included: at least 1.</param>
    public sealed record Forward(EventKey Event, int Hops, Notification Notification) : LinkInput;
}
