using System.Diagnostics.CodeAnalysis;

namespace EbcSuite.Events;

/// <summary>
/// A conjunction of constraints. The empty filter matches everything. Immutable; safe to share between threads.
/// Siena's model of content-based routing (Carzaniga, Rosenblum, Wolf, ACM TOCS 19(3), 2001).
/// </summary>
public sealed class Filter : IEquatable<Filter>
{
    public static readonly Filter Everything = new([], []);

    private readonly Constraint[] _constraints;
    private readonly Constraint[] _sorted;
    private readonly int _hash;

    private Filter(Constraint[] constraints, Constraint[] sorted)
    {
        _constraints = constraints;
        _sorted = sorted;
        _hash = sorted.Aggregate(sorted.Length, HashCode.Combine);
    }

    /// <summary>As they were given.</summary>
    public IReadOnlyList<Constraint> Constraints => _constraints;

    /// <summary>The normal form: sorted, each once; the constraints of an attribute stand together.</summary>
    internal ReadOnlySpan<Constraint> Sorted => _sorted;

    /// <exception cref="EventRefusedException">
    /// The constraints are too many, or no value of some attribute could satisfy all of those on it. The second is exact
    /// except for constraints on long strings, whose proof would pass <see cref="EventLimits.ReasoningSteps"/>: these are let in.
    /// </exception>
    public static Filter Create(params ReadOnlySpan<Constraint> constraints)
    {
        if (constraints.Length > EventLimits.Constraints)
        {
            throw new EventRefusedException(
                EventRefusal.TooManyConstraints, $"{constraints.Length} constraints; at most {EventLimits.Constraints}.");
        }

        var given = constraints.ToArray();
        var sorted = Sort(given);
        Contradiction.Refuse(sorted);
        return new(given, sorted);
    }

    /// <summary>The filter <c>attribute = value</c>.</summary>
    public static Filter Equal(string attribute, AttributeValue value) =>
        Create(Constraint.Create(attribute, Operator.Equal, value));

    /// <summary>
    /// Reads the text form: <c>event = "migrate_App" and site ^= "ha"</c>. Keywords are read in any case and written in
    /// lower case; white space, line breaks too, separates.
    /// <code>
    /// filter     = "*" | constraint { "and" constraint } ;
    /// constraint = name ( "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "^=" | "$=" | "*=" ) value
    ///            | name "exists"
    ///            | name "in" "(" value { "," value } ")" ;
    /// name       = letter { letter | digit | "_" | "." | "-" }   (* no keyword; a letter is A–Z, a–z or _ *)
    ///            | "`" { character | escape | "\`" } "`" ;
    /// value      = string | integer | double | "true" | "false" ;
    /// string     = '"' { character | escape | '\"' } '"' ;        (* no line break in it *)
    /// escape     = "\\" | "\n" | "\t" | "\r" | "\u" 4 * hex-digit ;
    /// integer    = [ "-" ] digits ;                              (* of 64 bits *)
    /// double     = [ "-" ] digits "." digits [ exponent ] | [ "-" ] digits exponent | [ "-" ] "inf" ;
    /// exponent   = ( "e" | "E" ) [ "+" | "-" ] digits ;
    /// keyword    = "and" | "in" | "exists" | "true" | "false" | "or" | "not" ;   (* the last two mean nothing yet *)
    /// </code>
    /// </summary>
    /// <exception cref="FilterSyntaxException">The text is not a filter; it points at the place.</exception>
    /// <exception cref="EventRefusedException">The text is a filter that is refused.</exception>
    public static Filter Parse(string text) => FilterText.Parse(text);

    /// <summary>As <see cref="Parse"/>, without an exception: <paramref name="problem"/> says why it is not a filter.</summary>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Filter? filter, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            filter = Parse(text);
            problem = null;
            return true;
        }
        catch (Exception e) when (e is FilterSyntaxException or EventRefusedException)
        {
            filter = null;
            problem = e.Message;
            return false;
        }
    }

    public bool Matches(Notification notification)
    {
        foreach (var constraint in _constraints)
        {
            if (!constraint.Matches(notification))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether every notification that <paramref name="other"/> matches is matched by this one: implication, exactly. Only
    /// for long strings, where the proof would pass <see cref="EventLimits.ReasoningSteps"/>, it may say false for true: safe for
    /// routing, where false costs a subscription more and never a notification.
    /// </summary>
    public bool Covers(Filter other) => Covering.Covers(this, other);

    /// <summary>
    /// Of the same set of constraints, in any order. Filters that are written differently and match the same
    /// notifications (<c>x = 1</c> and <c>x = 1.0</c>) are not equal; they cover each other.
    /// </summary>
    public bool Equals(Filter? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && _sorted.AsSpan().SequenceEqual(other._sorted));

    public override bool Equals(object? obj) => Equals(obj as Filter);

    public override int GetHashCode() => _hash;

    /// <summary>The text form, which <see cref="Parse"/> reads back; <c>*</c> for the empty filter.</summary>
    public override string ToString() => FilterText.Write(this);

    private static Constraint[] Sort(Constraint[] given)
    {
        if (IsSorted(given))
        {
            return given;
        }

        var sorted = given.ToArray();
        Array.Sort(sorted, ConstraintOrder.Instance);
        var kept = 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (!sorted[i].Equals(sorted[kept - 1]))
            {
                sorted[kept++] = sorted[i];
            }
        }

        return kept == sorted.Length ? sorted : sorted[..kept];
    }

    private static bool IsSorted(Constraint[] constraints)
    {
        for (var i = 1; i < constraints.Length; i++)
        {
            if (ConstraintOrder.Instance.Compare(constraints[i - 1], constraints[i]) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
