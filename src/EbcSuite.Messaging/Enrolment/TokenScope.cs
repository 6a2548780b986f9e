namespace EbcSuite.Messaging.Enrolment;

/// <summary>Which identities a token may enrol: one, those that begin with a text, or any. Pure.</summary>
/// <param name="Node">The one identity; null if it is not one.</param>
/// <param name="Prefix">What the identities begin with; null with <paramref name="Node"/>, or for any.</param>
public sealed record TokenScope(string? Node, string? Prefix)
{
    public static readonly TokenScope Any = new(null, null);

    public bool Allows(string identity) =>
        Node is not null
            ? string.Equals(Node, identity, StringComparison.Ordinal)
            : Prefix is null || identity.StartsWith(Prefix, StringComparison.Ordinal);

    public override string ToString() => Node ?? (Prefix is null ? "any node" : Prefix + "…");
}
