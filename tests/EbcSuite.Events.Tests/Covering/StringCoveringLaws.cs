namespace EbcSuite.Events.Tests.Covering;

[TestFixture]
[Category("Unit")]
public sealed class StringCoveringLaws
{
    private static readonly Operator[] OneValue =
        [Operator.Equal, Operator.NotEqual, Operator.Less, Operator.LessOrEqual, Operator.Greater, Operator.GreaterOrEqual,
            Operator.Prefix, Operator.Suffix, Operator.Contains];

    // Letters of the constants, and letters of the universe: those, and one of each stretch of Unicode around them.
    private static readonly TestCaseData[] Alphabets =
    [
        new TestCaseData(new[] { "a", "b" }, new[] { "A", "a", "b", "c" }).SetArgDisplayNames("neighbours"),
        new TestCaseData(new[] { "\0", "b" }, new[] { "\0", "a", "b", "c" }).SetArgDisplayNames("a gap between"),
        new TestCaseData(new[] { "\0", "\U0010ffff" }, new[] { "\0", "m", "\U0010ffff" }).SetArgDisplayNames("the ends of Unicode"),
        new TestCaseData(new[] { "\0", "\u0001" }, new[] { "\0", "\u0001", "m" }).SetArgDisplayNames("the lower end"),
        new TestCaseData(new[] { "\uffff", "\U00010000" }, new[] { "m", "\uffff", "\U00010000", "\U00010001" })
            .SetArgDisplayNames("where UTF-16 orders otherwise"),
        new TestCaseData(new[] { "\ud7ff", "\ue000" }, new[] { "m", "\ud7ff", "\ue000", "\ue001" })
            .SetArgDisplayNames("around the surrogates"),
    ];

    [TestCaseSource(nameof(Alphabets))]
    public void Covering_and_contradiction_are_exact_for_all_single_constraints_and_pairs(string[] letters, string[] universe)
    {
        var brute = new BruteForce(Universe.OfStrings(universe, 6), Constraints(letters));

        brute.CheckAllSingles();
        brute.CheckAllPairs();

        brute.Checked.Should().BeGreaterThan(90_000);
    }

    // Length 8: two letters each for the beginning, the middle and the end, and a letter between to keep them apart.
    [TestCaseSource(nameof(Alphabets))]
    public void Covering_and_contradiction_are_exact_for_random_conjunctions_of_three(string[] letters, string[] universe)
    {
        var brute = new BruteForce(Universe.OfStrings(universe, 8), Constraints(letters));

        brute.CheckRandom(seed: 2012, count: 1_000, most: 3);

        brute.Checked.Should().BeGreaterThan(5_000);
    }

    private static Constraint[] Constraints(string[] letters)
    {
        string[] constants = ["", .. letters, .. letters.SelectMany(a => letters.Select(b => a + b))];
        return
        [
            .. OneValue.SelectMany(op => constants.Select(c => Constraint.Create("x", op, c))),
            Constraint.Create("x", Operator.Exists),
            Constraint.Create("x", Operator.In, "", letters[0]),
            Constraint.Create("x", Operator.In, "", letters[0], letters[0] + letters[0]),
            Constraint.Create("x", Operator.In, letters[1], letters[1] + letters[0], 3),
        ];
    }
}
