using EbcSuite.Messaging.Keys;
using EbcSuite.Protocol;
using EbcSuite.Routing;

namespace EbcSuite.Broker;

/// <summary>Who may be what: judges a Hello by the key that the connection proved to hold. Pure.</summary>
internal static class Greeting
{
    /// <summary>The key belongs to another identity than the one claimed.</summary>
    public const string IdentityMismatch = nameof(IdentityMismatch);

    /// <summary>The key may not be used by a broker.</summary>
    public const string NotAPeer = nameof(NotAPeer);

    /// <summary>Either the link's beginning or its refusal.</summary>
    public static (LinkInput.Up? Up, Refused? Refused) Judge(AllowedKey key, Hello hello)
    {
        if (!string.Equals(key.Identity, hello.Identity, StringComparison.Ordinal))
        {
            return (null, new(0, IdentityMismatch, $"The key belongs to '{key.Identity}', not to '{hello.Identity}'"));
        }

        if (hello.Role == LinkRole.Peer && !key.IsPeer)
        {
            return (null, new(0, NotAPeer, $"'{key.Identity}' is not allowed as a peer broker"));
        }

        var kind = hello.Role == LinkRole.Peer ? LinkKind.Peer : LinkKind.Client;
        return (new(kind, key.Rights, key.Identity), null);
    }

    /// <summary>The answer to an Enrol of a key that is in the list.</summary>
    public static Message Judge(AllowedKey key, Enrol enrol, string site) =>
        string.Equals(key.Identity, enrol.Identity, StringComparison.Ordinal)
            ? new Enrolled(key.Identity, site)
            : new Refused(0, IdentityMismatch, $"The key belongs to '{key.Identity}', not to '{enrol.Identity}'");
}
