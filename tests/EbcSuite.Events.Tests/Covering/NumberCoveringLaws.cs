namespace EbcSuite.Events.Tests.Covering;

[TestFixture]
[Category("Unit")]
public sealed class NumberCoveringLaws
{
    private const double TwoTo53 = 9007199254740992.0;
    private const double TwoTo63 = 9223372036854775808.0;

    private static readonly AttributeValue[] Constants =
    [
        double.NegativeInfinity, Math.BitDecrement(-TwoTo63), -TwoTo63, long.MinValue + 1, -1L, -double.Epsilon, -0.0, 0L, double.Epsilon,
        1.0, Math.BitIncrement(1.0), 1.5, 2L, (long)TwoTo53 - 1, TwoTo53, (long)TwoTo53 + 1, TwoTo53 + 2, (long)TwoTo53 + 3,
        long.MaxValue - 1, long.MaxValue, TwoTo63, double.MaxValue, double.PositiveInfinity,
    ];

    private static readonly Operator[] OneValue =
        [Operator.Equal, Operator.NotEqual, Operator.Less, Operator.LessOrEqual, Operator.Greater, Operator.GreaterOrEqual];

    private static readonly Constraint[] Constraints =
    [
        .. OneValue.SelectMany(op => Constants.Select(c => Constraint.Create("x", op, c))),
        Constraint.Create("x", Operator.Exists),
        Constraint.Create("x", Operator.In, TwoTo53, (long)TwoTo53 + 1),
        Constraint.Create("x", Operator.In, (long)TwoTo53 + 1, TwoTo53 + 2, (long)TwoTo53 + 3, "a"),
        Constraint.Create("x", Operator.In, 0L, double.Epsilon, -double.Epsilon),
        Constraint.Create("x", Operator.In, double.MaxValue, double.PositiveInfinity),
        Constraint.Create("x", Operator.In, 1.0, Math.BitIncrement(1.0), 1.5, true),
    ];

    [Test]
    public void Covering_and_contradiction_are_exact_for_all_single_constraints_and_pairs()
    {
        var brute = new BruteForce(Numbers(), Constraints);

        brute.CheckAllSingles();
        brute.CheckAllPairs();

        brute.Checked.Should().BeGreaterThan(500_000);
    }

    [Test]
    public void Covering_and_contradiction_are_exact_for_random_conjunctions_of_three_to_six()
    {
        var brute = new BruteForce(Numbers(), Constraints);

        brute.CheckRandom(seed: 2012, count: 20_000, most: 6);

        brute.Checked.Should().BeGreaterThan(100_000);
    }

    // Every constant with the numbers next to it, in both kinds, so many that no set of a test could hold them all.
    private static Universe Numbers()
    {
        var all = new HashSet<AttributeValue>();
        foreach (var constant in Constants)
        {
            var real = constant.Kind == AttributeKind.Integer ? constant.AsInteger() : constant.AsDouble();
            var (up, down) = (real, real);
            for (var i = 0; i < 5; i++)
            {
                all.UnionWith([up, down]);
                (up, down) = (Math.BitIncrement(up), Math.BitDecrement(down));
            }

            if (constant.Kind == AttributeKind.Integer || Math.Abs(real) < TwoTo63)
            {
                var integer = constant.Kind == AttributeKind.Integer ? constant.AsInteger() : (long)real;
                all.UnionWith(Enumerable.Range(-5, 11).Select(i => (Int128)integer + i)
                    .Where(i => i >= long.MinValue && i <= long.MaxValue).Select(i => (AttributeValue)(long)i));
            }
        }

        return new([.. all, "a", true, new byte[] { 1 }]);
    }
}
