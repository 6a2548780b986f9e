namespace EbcSuite.Events.Tests.Matching;

[TestFixture]
[Category("Unit")]
public sealed class OperatorTests
{
    private static readonly Notification Event = Notification.Create(
        ("event", "migrate_App"), ("site", "hanoi"), ("load", 0.5), ("ranks", 100), ("big", 9007199254740993), ("durable", true),
        ("zero", -0.0), ("nan", double.NaN), ("blob", new byte[] { 1, 2 }), ("tên", "Hà Nội"), ("emoji", "\U0001f600"));

    [TestCase("event = \"migrate_App\"", true)]
    [TestCase("event = \"migrate_app\"", false)]
    [TestCase("event != \"start_App\"", true)]
    [TestCase("event != \"migrate_App\"", false)]
    [TestCase("site ^= \"ha\" and site $= \"oi\" and site *= \"no\"", true)]
    [TestCase("site ^= \"oi\"", false)]
    [TestCase("site *= \"\" and site ^= \"\" and site $= \"\"", true)]
    [TestCase("ranks *= \"1\"", false)]
    [TestCase("site >= \"ha\" and site < \"hb\"", true)]
    [TestCase("`tên` $= \"ội\"", true)]
    [TestCase("ranks = 100.0 and ranks > 99.5 and ranks <= 100 and load < 1", true)]
    [TestCase("ranks != 100.0", false)]
    [TestCase("ranks < inf and ranks > -inf", true)]
    [TestCase("big = 9007199254740993", true)]
    [TestCase("big = 9007199254740992.0", false)]
    [TestCase("big > 9007199254740992.0 and big < 9007199254740994.0", true)]
    [TestCase("zero = 0 and zero = 0.0 and zero in (0)", true)]
    [TestCase("nan = 1", false)]
    [TestCase("nan != 1", false)]
    [TestCase("nan <= inf", false)]
    [TestCase("nan in (1, 2)", false)]
    [TestCase("nan exists", true)]
    [TestCase("durable = true and durable != false", true)]
    [TestCase("durable = 1", false)]
    [TestCase("durable != 1", false)]
    [TestCase("ranks != \"100\"", false)]
    [TestCase("missing != 1", false)]
    [TestCase("missing exists", false)]
    [TestCase("blob exists", true)]
    [TestCase("blob != 1", false)]
    [TestCase("ranks in (1, 100.0, \"a\")", true)]
    [TestCase("event in (\"a\", true, 3)", false)]
    [TestCase("emoji > \"\uffff\"", true)]
    [TestCase("*", true)]
    public void A_filter_matches_by_the_law(string filter, bool matches) => Filter.Parse(filter).Matches(Event).Should().Be(matches);

    [TestCase("x ^= \"ab\"", "x >= \"ab\" and x < \"ac\"", true)]
    [TestCase("x >= \"ab\" and x < \"ac\"", "x ^= \"ab\"", true)]
    [TestCase("x = true", "x != false", true)]
    [TestCase("x = 9007199254740993", "x > 9007199254740992.0 and x < 9007199254740994.0", true)]
    [TestCase("x in (1, 2, 3)", "x in (2.0, 3)", true)]
    [TestCase("x >= 1", "x = 1 and y = 2", true)]
    [TestCase("x >= 1 and y exists", "x = 1", false)]
    [TestCase("x exists", "x != 3", true)]
    [TestCase("x != 3", "x exists", false)]
    [TestCase("x != 3", "x = \"a\"", false)]
    [TestCase("x *= \"aa\"", "x ^= \"ba\" and x $= \"ab\" and x <= \"baab\" and x >= \"baab\"", true)]
    [TestCase("*", "x = 1", true)]
    [TestCase("x = 1", "*", false)]
    public void A_filter_covers_what_implies_it(string wide, string narrow, bool covers) =>
        Filter.Parse(wide).Covers(Filter.Parse(narrow)).Should().Be(covers);

    [Test]
    public void Past_the_limit_of_reasoning_the_answer_is_the_safe_one()
    {
        // Four long texts that can lie in any order: far too many states, and no contradiction that a rule would see.
        var texts = Enumerable.Range(0, 4).Select(i => string.Concat(Enumerable.Repeat((char)('a' + i) + "xyz", 1000))).ToArray();
        var narrow = Filter.Create([Constraint.Create("s", Operator.LessOrEqual, "k"),
            .. texts.Select(t => Constraint.Create("s", Operator.Contains, t))]);

        Filter.Parse("s < \"k\\u0000\" and s != \"k\"").Covers(narrow).Should().BeTrue("these follow one by one, by rules");
        Filter.Parse("s in (\"k\")").Covers(narrow).Should().BeFalse();
        Filter.Create(Constraint.Create("s", Operator.Contains, texts[0])).Covers(narrow).Should().BeTrue();
    }
}
