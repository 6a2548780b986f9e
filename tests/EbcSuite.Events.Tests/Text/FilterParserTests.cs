namespace EbcSuite.Events.Tests.Text;

[TestFixture]
[Category("Unit")]
public sealed class FilterParserTests
{
    private static readonly TestCaseData[] Readable =
    [
        new("event = \"migrate_App\" and site ^= \"ha\"", "event = \"migrate_App\" and site ^= \"ha\""),
        new("*", "*"),
        new("  *\n", "*"),
        new("a=1 AND b!=2 And c<3 and d<=4 and e>5 and f>=6", "a = 1 and b != 2 and c < 3 and d <= 4 and e > 5 and f >= 6"),
        new("a ^= \"x\" and b $= \"y\" and c *= \"z\"", "a ^= \"x\" and b $= \"y\" and c *= \"z\""),
        new("a Exists\n  and\tb EXISTS", "a exists and b exists"),
        new("x in (\"a\",\"b\", 3 , true)", "x in (\"a\", \"b\", 3, true)"),
        new("x IN(-1)", "x in (-1)"),
        new("`my name` = 1 and `and` = 2 and `a\\`b` = 3", "`my name` = 1 and `and` = 2 and `a\\`b` = 3"),
        new("`plain` = 1", "plain = 1"),
        new("load.cpu-1 > 1e3 and _b = TRUE and c = False", "load.cpu-1 > 1000.0 and _b = true and c = false"),
        new("x = 007", "x = 7"),
        new("x = -0", "x = 0"),
        new("x = -0.0", "x = -0.0"),
        new("x < inf and y > -INF and z <= Infinity", "x < inf and y > -inf and z <= inf"),
        new("x = 9223372036854775807 and y = -9223372036854775808", "x = 9223372036854775807 and y = -9223372036854775808"),
        new("x = 1E+20 and y = 2e-3", "x = 1E+20 and y = 0.002"),
        new("s = \"\\u00e9\\\"\\\\\\n\\t\\r\\u0000\"", "s = \"é\\\"\\\\\\n\\t\\r\\u0000\""),
        new("s = \"\\ud83d\\ude00\" and t = \"\\u202e\"", "s = \"😀\" and t = \"\\u202e\""),
        new("infinite = 1 and nan = 2", "infinite = 1 and nan = 2"),
    ];

    private static readonly TestCaseData[] Wrong =
    [
        new("", 0, "expected a constraint, or * for everything"),
        new("   ", 3, "expected a constraint, or * for everything"),
        new("* and x = 1", 2, "* stands alone"),
        new("site", 4, "expected an operator after site, one of = != < <="),
        new("site ==\"ha\"", 5, "found '==' (equality is written =)"),
        new("site <> 1", 5, "(inequality is written !=)"),
        new("site => 1", 5, "(greater or equal is written >=)"),
        new("site =~ \"h.*\"", 5, "(there are no patterns: ^= is prefix"),
        new("site like \"h%\"", 5, "(there are no patterns: ^= is prefix"),
        new("site contains \"h\"", 5, "(contains is written *=)"),
        new("site startsWith \"h\"", 5, "(prefix is written ^=)"),
        new("site near \"h\"", 5, "found 'near'"),
        new("site not in (1)", 5, "there is no negation"),
        new("a = 1 or b = 2", 6, "expected 'and' or the end, found 'or' (a filter is a conjunction"),
        new("a = 1 || b = 2", 6, "a filter is a conjunction"),
        new("a = 1 && b = 2", 6, "(constraints are joined by 'and')"),
        new("a = 1, b = 2", 5, "(constraints are joined by 'and')"),
        new("a = 1 b = 2", 6, "expected 'and' or the end, found 'b'"),
        new("a = 1 and", 9, "expected an attribute's name, found the end of the text"),
        new("and = 1", 0, "found 'and' (a keyword; as a name it is written `and`)"),
        new("exists x", 0, "(it comes after the name: x exists)"),
        new("not x = 1", 0, "there is no negation"),
        new("(a = 1)", 0, "(a filter has no parentheses but those of in)"),
        new("\"a\" = 1", 0, "found the string \"a\" (names that need quotes take backticks)"),
        new("1 = a", 0, "expected an attribute's name, found the number 1"),
        new("tên = 1", 1, "unexpected 'ê'; a name with such characters is written in backticks"),
        new("a = ", 4, "expected a value: a string in \"…\", a number, true or false; found the end of the text"),
        new("a = ha", 4, "found 'ha' (a string is written in quotes: \"ha\")"),
        new("a = `b`", 4, "attributes are compared with values only"),
        new("a = 'ha'", 4, "strings are written in double quotes"),
        new("a = \"ha", 4, "the string that begins here is not closed"),
        new("a = \"ha\nb\"", 4, "the string that begins here is not closed"),
        new("`a = 1", 0, "the name that begins here is not closed"),
        new("a = \"h\\x\"", 6, "unknown escape: expected \\\" \\\\ \\n \\t \\r or \\uXXXX"),
        new("a = \"\\", 5, "unknown escape"),
        new("a = \"\\u12g4\"", 5, "expected four hexadecimal digits after \\u"),
        new("a = \"\\u12", 5, "expected four hexadecimal digits after \\u"),
        new("a = \"\\ud83dx\"", 5, "\\ud83d is half of a surrogate pair"),
        new("a = \"\\ude00\"", 5, "\\ude00 is half of a surrogate pair"),
        new("a = \"\\ud83d\\u0041\"", 5, "\\ud83d is half of a surrogate pair"),
        new("a = 9223372036854775808", 4, "an integer beyond 64 bits"),
        new("a = 1e999", 4, "beyond the range of doubles; infinity is written inf"),
        new("a = 12abc", 4, "expected a number such as"),
        new("a = 1.", 4, "expected a number such as"),
        new("a = 1e", 4, "expected a number such as"),
        new("a = 1.2.3", 4, "expected a number such as"),
        new("a = -", 4, "expected a number such as"),
        new("a = 0x0aff", 4, "bytes and hexadecimal numbers are no values of a filter; bytes are tested with exists"),
        new("a in 1", 5, "expected ( after in, found the number 1"),
        new("a in (1 2)", 8, "expected , or ) in the set of values, found the number 2"),
        new("a in (1,)", 8, "expected a value"),
        new("a in (1", 7, "expected , or ) in the set of values, found the end of the text"),
        new("a = 1 # all", 6, "unexpected '#'"),
        new("a = 1 \ud800", 6, "half of a surrogate pair"),
    ];

    [TestCaseSource(nameof(Readable))]
    public void A_text_is_read_and_printed_in_its_plain_form(string text, string printed) =>
        Filter.Parse(text).ToString().Should().Be(printed);

    [TestCaseSource(nameof(Wrong))]
    public void A_wrong_text_is_refused_where_it_is_wrong(string text, int position, string problem)
    {
        var refused = FluentActions.Invoking(() => Filter.Parse(text)).Should().Throw<FilterSyntaxException>().Which;

        refused.Problem.Should().Contain(problem);
        refused.Position.Should().Be(position);
    }

    [Test]
    public void Nothing_less_than_a_star_subscribes_to_everything() =>
        Filter.Parse(Filter.Everything.ToString()).Should().Be(Filter.Everything);

    [Test]
    public void Kinds_of_numbers_are_kept()
    {
        var values = Filter.Parse("a = 1 and b = 1.0 and c = 1e0").Constraints.Select(c => c.Values[0].Kind);

        values.Should().Equal(AttributeKind.Integer, AttributeKind.Double, AttributeKind.Double);
    }

    [Test]
    public void The_message_has_the_line_and_a_caret_under_the_place()
    {
        var refused = FluentActions.Invoking(() => Filter.Parse("site == \"ha\"")).Should().Throw<FilterSyntaxException>().Which;

        refused.Message.Should().EndWith("\n  site == \"ha\"\n       ^");
    }

    [Test]
    public void In_a_text_of_several_lines_the_message_shows_one_and_names_it()
    {
        var refused = FluentActions.Invoking(() => Filter.Parse("event = \"😀\"\r\n\tand 😀 = 1\n and x = 2"))
            .Should().Throw<FilterSyntaxException>().Which;

        (refused.Line, refused.Column).Should().Be((2, 6));
        refused.Message.Should().StartWith("line 2, column 6: ").And.EndWith("\n   and 😀 = 1\n       ^");
    }

    [Test]
    public void Of_a_long_text_the_message_shows_the_neighbourhood()
    {
        var text = string.Join(" and ", Enumerable.Range(0, 60).Select(i => $"attribute{i} = {i}")) + " or x = 1 and y = 2";
        var refused = FluentActions.Invoking(() => Filter.Parse(text)).Should().Throw<FilterSyntaxException>().Which;

        var lines = refused.Message.Split('\n');
        lines.Should().HaveCount(3);
        lines[1].Length.Should().BeLessThan(110);
        lines[1].AsSpan(lines[2].IndexOf('^')).StartsWith("or x = 1").Should().BeTrue();
    }

    [Test]
    public void TryParse_says_the_problem_of_a_wrong_and_of_a_refused_text()
    {
        Filter.TryParse("a = 1", out var filter, out var none).Should().BeTrue();
        filter.Should().Be(Filter.Equal("a", 1));
        none.Should().BeNull();

        Filter.TryParse("a = ", out _, out var syntax).Should().BeFalse();
        syntax.Should().Contain("expected a value");

        Filter.TryParse("a in ()", out _, out var refusal).Should().BeFalse();
        refusal.Should().Contain("'a' in () matches nothing");
    }
}
