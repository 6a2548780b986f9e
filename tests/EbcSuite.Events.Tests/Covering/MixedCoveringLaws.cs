namespace EbcSuite.Events.Tests.Covering;

[TestFixture]
[Category("Unit")]
public sealed class MixedCoveringLaws
{
    private static readonly AttributeValue[] Constants = [true, false, 1L, 2.0, "a", "b"];

    private static readonly Constraint[] Constraints =
    [
        Constraint.Create("x", Operator.Exists),
        .. Constants.Select(c => Constraint.Create("x", Operator.Equal, c)),
        .. Constants.Select(c => Constraint.Create("x", Operator.NotEqual, c)),
        .. Constants.Where(c => c.Kind != AttributeKind.Boolean).Select(c => Constraint.Create("x", Operator.Less, c)),
        .. Constants.Where(c => c.Kind != AttributeKind.Boolean).Select(c => Constraint.Create("x", Operator.GreaterOrEqual, c)),
        .. Enumerable.Range(1, 63).Select(set => Constraint.Create(
            "x", Operator.In, Constants.Where((_, i) => (set & (1 << i)) != 0).ToArray())),
        Constraint.Create("x", Operator.Contains, ""),
        Constraint.Create("x", Operator.Prefix, "a"),
    ];

    private static Universe Values() =>
        new([true, false, 0L, 1L, 1.5, 2L, 3L, double.NaN, "", "A", "a", "aa", "b", "c", Array.Empty<byte>(), new byte[] { 7 }]);

    [Test]
    public void Covering_and_contradiction_are_exact_across_kinds()
    {
        var brute = new BruteForce(Values(), Constraints);

        brute.CheckAllSingles();
        brute.CheckAllPairs();
        brute.CheckRandom(seed: 2012, count: 20_000, most: 5);

        brute.Checked.Should().BeGreaterThan(250_000);
    }

    [Test]
    public void Covering_over_two_attributes_is_that_of_all_notifications_with_or_without_them()
    {
        AttributeValue?[] values = [null, true, false, 0L, 1L, 1.5, 2L, 3L, "", "a", "b", "ba", Array.Empty<byte>()];
        Constraint[] atoms =
        [
            .. from name in new[] { "x", "y" }
               from text in new[] { "exists", "= 1", "!= 1", "< 3", ">= 2", "= true", "!= false", "^= \"b\"", "!= \"\"", "in (1, \"a\")" }
               select Filter.Parse($"{name} {text}").Constraints[0],
        ];
        var notifications = (from x in values
                             from y in values
                             select Notification.Create(
            [.. x is null ? [] : new[] { ("x", x.Value) }, .. y is null ? [] : new[] { ("y", y.Value) }])).ToArray();
        var random = new Random(2012);
        var filters = Enumerable.Range(0, 600).Select(_ => random.GetItems(atoms, random.Next(0, 5)))
            .Select(c => Filter.TryParse(c.Length == 0 ? "*" : string.Join(" and ", c.Select(a => a.ToString())), out var f, out var _) ? f : null)
            .OfType<Filter>().Select(f => (Filter: f, Matched: notifications.Where(n => Oracle.Matches(f, n)).ToHashSet())).ToArray();

        filters.Should().HaveCountGreaterThan(300);
        foreach (var wide in filters)
        {
            foreach (var narrow in filters)
            {
                if (wide.Filter.Covers(narrow.Filter) != narrow.Matched.IsSubsetOf(wide.Matched))
                {
                    Assert.Fail($"{wide.Filter} covers {narrow.Filter}: said {wide.Filter.Covers(narrow.Filter)}");
                }
            }
        }
    }
}
