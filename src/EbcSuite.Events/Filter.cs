using System.Diagnostics.CodeAnalysis;

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
