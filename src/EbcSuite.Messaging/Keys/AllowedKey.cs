using EbcSuite.Events;

namespace EbcSuite.Messaging.Keys;

/// <summary>One line of the list of allowed keys.</summary>
/// <param name="PublicKey">40 characters of Z85.</param>
/// <param name="Identity">Who holds the key: 1 to 255 bytes of UTF-8 without spaces.</param>
/// <param name="Role">
/// A word for people, such as <c>client</c>; only <c>peer</c> means something to a broker: a link that may be another broker.
/// </param>
/// <param name="Rights">What the holder may publish and subscribe.</param>
public sealed record AllowedKey(string PublicKey, string Identity, string Role, LinkRights Rights)
{
    public const string PeerRole = "peer";

    public bool IsPeer => string.Equals(Role, PeerRole, StringComparison.Ordinal);

    /// <summary>The line, which <see cref="AllowedKeys.Parse"/> reads back.</summary>
    public override string ToString() =>
        Rights == LinkRights.Everything
            ? $"{PublicKey} {Identity} {Role}"
            : $"{PublicKey} {Identity} {Role} publish{Write(Rights.Publish)} subscribe{Write(Rights.Subscribe)}";

    private static string Write(IReadOnlyList<Filter> filters) => string.Concat(filters.Select(f => $" ({f})"));
}
