namespace EbcSuite.Routing;

/// <summary>Why the router does not take an input. The names go over the wire as codes: they only grow.</summary>
public enum Refusal
{
    /// <summary>The rights of the link's key do not cover it.</summary>
    NotAllowed = 1,

    /// <summary>The link has as many subscriptions as it may have.</summary>
    TooManySubscriptions,

    /// <summary>The broker has as many links as it may have.</summary>
    TooManyLinks,

    /// <summary>The link has a subscription of that number.</summary>
    SubscriptionInUse,

    /// <summary>The link has no subscription of that number.</summary>
    UnknownSubscription,

    /// <summary>The link has not been greeted.</summary>
    NotGreeted,

    /// <summary>The link is up already.</summary>
    AlreadyGreeted,

    /// <summary>Only a peer may forward.</summary>
    NotAPeer,

    /// <summary>Only a client may publish: a peer forwards.</summary>
    NotAClient,
}
