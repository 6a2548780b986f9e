using EbcSuite.Events;
using EbcSuite.Messaging.Keys;

namespace EbcSuite.Messaging.Enrolment;

/// <summary>
/// What a broker knows of a token: not the token. It carries the role and the rights that its holder will have, since
/// whoever makes tokens knows what a node may do and a broker does not.
/// </summary>
/// <param name="Hash">64 hexadecimal digits, <see cref="TokenText.HashOf"/>.</param>
/// <param name="Role">As in the list of allowed keys; never that of a peer.</param>
/// <param name="Rights">In its filters the text <see cref="IdentityMark"/> stands for the identity that enrols.</param>
/// <param name="Use">Null: it is not spent.</param>
public sealed record TokenRecord(
    string Hash, TokenScope Scope, DateTimeOffset Created, DateTimeOffset Expires, string Role, LinkRights Rights, TokenUse? Use)
{
    /// <summary>No identity is so written.</summary>
    public const string IdentityMark = "{identity}";

    public string Id => TokenText.IdOf(Hash);

    /// <summary>It can still enrol somebody.</summary>
    public bool IsOpen(DateTimeOffset now) => Use is null && now < Expires;

    /// <summary>The line that an identity gets in the list of allowed keys.</summary>
    public AllowedKey Allow(string identity, string publicKey) => new(
        publicKey, identity, Role, new([.. Rights.Publish.Select(f => Of(f, identity))], [.. Rights.Subscribe.Select(f => Of(f, identity))]));

    private static Filter Of(Filter filter, string identity) =>
        Filter.Create([.. filter.Constraints.Select(c => Constraint.Create(c.Attribute, c.Operator, [.. c.Values.Select(v => Of(v, identity))]))]);

    private static AttributeValue Of(AttributeValue value, string identity) => value == IdentityMark ? identity : value;
}
