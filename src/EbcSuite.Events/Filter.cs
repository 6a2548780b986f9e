namespace EbcSuite.Events;

/// <summary>
/// A conjunction of constraints. The empty filter matches everything. Immutable; safe to share between threads.
/// Siena's model of content-based routing (Carzaniga, Rosenblum, Wolf, ACM TOCS 19(3), 2001).
/// </summary>
public sealed class Filter : IEquatable<Filter>
{
    public static readonly Filter Everything = new([]);

    private Filter(Constraint[] constraints) => Constraints = constraints;

    public IReadOnlyList<Constraint> Constraints { get; }

    /// <exception cref="EventRefusedException">The constraints contradict each other or are too many.</exception>
    public static Filter Create(params ReadOnlySpan<Constraint> constraints)
    {
        if (constraints.Length > EventLimits.Constraints)
        {
            throw new EventRefusedException(
                EventRefusal.TooManyConstraints, $"{constraints.Length} constraints; at most {EventLimits.Constraints}.");
        }

        return new(constraints.ToArray());
    }

    /// <summary>The filter <c>attribute = value</c>.</summary>
    public static Filter Equal(string attribute, AttributeValue value) =>
        Create(Constraint.Create(attribute, Operator.Equal, value));

    /// <summary>Reads the text form: <c>event = "migrate_App" and site ^= "ha"</c>.</summary>
    /// <exception cref="FilterSyntaxException">The text is not a filter; it points at the place.</exception>
    /// <exception cref="EventRefusedException">The text is a filter that is refused.</exception>
    public static Filter Parse(string text) => FilterText.Parse(text);

    public bool Matches(Notification notification)
    {
        foreach (var constraint in Constraints)
        {
            if (!constraint.Matches(notification))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether every notification that <paramref name="other"/> matches is matched by this one: implication.</summary>
    public bool Covers(Filter other) => Covering.Covers(this, other);

    public bool Equals(Filter? other) => other is not null && Constraints.SequenceEqual(other.Constraints);

    public override bool Equals(object? obj) => Equals(obj as Filter);

    public override int GetHashCode() => Constraints.Aggregate(17, HashCode.Combine);

    /// <summary>The text form, which <see cref="Parse"/> reads back.</summary>
    public override string ToString() => FilterText.Write(this);
}
