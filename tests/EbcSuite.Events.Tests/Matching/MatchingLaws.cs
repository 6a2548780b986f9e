using FsCheck.Fluent;

namespace EbcSuite.Events.Tests.Matching;

[TestFixture]
[Category("Unit")]
public sealed class MatchingLaws
{
    [Test]
    public void A_constraint_accepts_what_the_oracle_accepts() => Laws.Hold(
        from constraint in RandomFilters.Constraints
        from value in Gen.OneOf(RandomFilters.Values, Near(constraint), Gen.Elements<AttributeValue>(double.NaN, new byte[] { 1 }))
        select (constraint, value),
        30_000,
        pair => pair.constraint.Accepts(pair.value) == Oracle.Accepts(pair.constraint, pair.value));

    [Test]
    public void A_filter_matches_what_the_oracle_matches_and_what_covers_it_matches_it_too() => Laws.Hold(
        from filter in RandomFilters.Filters
        from other in RandomFilters.Filters
        from values in RandomFilters.Values.ArrayOf(filter.Constraints.Count)
        from keep in Gen.Choose(0, 63)
        select (filter, other, Notification: Satisfying(filter, values, keep)),
        10_000,
        t => t.filter.Matches(t.Notification) == Oracle.Matches(t.filter, t.Notification)
            && (!t.other.Covers(t.filter) || !t.filter.Matches(t.Notification) || t.other.Matches(t.Notification)));

    [Test]
    public void A_filter_covers_itself_and_each_part_of_it_covers_it() => Laws.Hold(
        RandomFilters.Filters, 5_000, f => f.Covers(f) && Filter.Everything.Covers(f) && f.Constraints.All(c => Filter.Create(c).Covers(f)));

    [Test]
    public void The_order_of_constraints_and_their_repetition_make_no_other_filter() => Laws.Hold(RandomFilters.Filters, 2_000, f =>
    {
        var turned = Filter.Create([.. f.Constraints.Reverse(), .. f.Constraints]);
        return turned.Equals(f) && turned.GetHashCode() == f.GetHashCode();
    });

    private static FsCheck.Gen<AttributeValue> Near(Constraint constraint) =>
        constraint.Values.Count == 0 ? RandomFilters.Values : Gen.Elements(constraint.Values.ToArray());

    // Each attribute has the value of one of its constraints, or now and then another: many match, many nearly do.
    private static Notification Satisfying(Filter filter, AttributeValue[] values, int keep) => Notification.Create(
        filter.Constraints
            .Select((c, i) => KeyValuePair.Create(c.Attribute, (keep >> i & 1) == 1 && c.Values.Count > 0 ? c.Values[0] : values[i]))
            .DistinctBy(p => p.Key),
        default);
}
