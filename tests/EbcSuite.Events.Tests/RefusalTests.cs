namespace EbcSuite.Events.Tests;

[TestFixture]
[Category("Unit")]
public sealed class RefusalTests
{
    private static readonly byte[] Largest = new byte[EventLimits.ValueBytes];

    [TestCase("x = 1 and x = 2", "'x': x = 1 contradicts x = 2.")]
    [TestCase("y = 1 and x > 5 and x < 5.0", "'x': x < 5.0 contradicts x > 5.")]
    [TestCase("x = 1 and x = \"1\"", "'x': x = 1 contradicts x = \"1\".")]
    [TestCase("x < 1 and x ^= \"a\"", "contradicts")]
    [TestCase("x != true and x != false", "'x': x != false contradicts x != true.")]
    [TestCase("x != 1 and x in (1, 1.0)", "contradicts")]
    [TestCase("x > 1 and x < 2 and x = true", "contradicts")]
    [TestCase("x ^= \"a\" and x ^= \"b\"", "contradicts")]
    [TestCase("x > 9007199254740992 and x < 9007199254740993", "contradicts")]
    [TestCase("x < \"\"", "'x': no value satisfies x < \"\".")]
    [TestCase("x > inf", "'x': no value satisfies x > inf.")]
    [TestCase("x > 9007199254740992 and x < 9007199254740994 and x != 9007199254740993",
        "'x': no value satisfies x != 9007199254740993 and x < 9007199254740994 and x > 9007199254740992.")]
    [TestCase("x = nan", "'x': NaN equals nothing")]
    [TestCase("x in (1, nan)", "'x': NaN equals nothing")]
    public void Contradictions_are_refused_with_the_constraints_that_contradict(string text, string message) =>
        FluentActions.Invoking(() => Filter.Parse(text)).Should().Throw<EventRefusedException>()
            .Where(e => e.Reason == EventRefusal.Contradiction).And.Message.Should().Contain(message);

    [TestCase("x > 0 and x < 1E-323")]
    [TestCase("x > 1 and x < 2 and x exists")]
    [TestCase("x > 9007199254740992.0 and x < 9007199254740994.0")]
    [TestCase("x ^= \"ab\" and x $= \"ba\" and x *= \"bb\"")]
    [TestCase("x != \"\" and x <= \"\\u0000\"")]
    public void What_some_value_satisfies_is_let_in(string text) => Filter.Parse(text).ToString().Should().Be(text);

    [Test]
    public void Constraints_are_refused_by_name()
    {
        Refused(() => Constraint.Create("", Operator.Exists), EventRefusal.BadName);
        Refused(() => Constraint.Create(new string('n', 256), Operator.Exists), EventRefusal.BadName);
        Refused(() => Constraint.Create("\ud800", Operator.Exists), EventRefusal.BadName);
        Refused(() => Constraint.Create("x", Operator.Equal, "a\udc00"), EventRefusal.BadUtf8);
        Refused(() => Constraint.Create("x", Operator.Equal), EventRefusal.MissingValue);
        Refused(() => Constraint.Create("x", Operator.Equal, default(AttributeValue)), EventRefusal.MissingValue);
        Refused(() => Constraint.Create("x", Operator.Exists, 1), EventRefusal.MissingValue);
        Refused(() => Constraint.Create("x", Operator.Less, 1, 2), EventRefusal.MissingValue);
        Refused(() => Constraint.Create("x", 0, 1), EventRefusal.UnknownOperator);
        Refused(() => Constraint.Create("x", (Operator)12, 1), EventRefusal.UnknownOperator);
        Refused(() => Constraint.Create("x", Operator.Less, true), EventRefusal.OperatorTypeMismatch);
        Refused(() => Constraint.Create("x", Operator.Prefix, 1), EventRefusal.OperatorTypeMismatch);
        Refused(() => Constraint.Create("x", Operator.Equal, new byte[] { 1 }), EventRefusal.OperatorTypeMismatch);
        Refused(() => Constraint.Create("x", Operator.In, 1, new byte[] { 1 }), EventRefusal.OperatorTypeMismatch);
        Refused(() => Constraint.Create("x", Operator.In), EventRefusal.EmptySet);
        Refused(() => Constraint.Create("x", Operator.In, Numbers(EventLimits.SetValues + 1)), EventRefusal.SetTooLarge);
        Refused(() => Constraint.Create("x", Operator.Equal, new string('v', EventLimits.ValueBytes + 1)), EventRefusal.ValueTooLarge);
        Refused(() => Filter.Create(Many(EventLimits.Constraints + 1)), EventRefusal.TooManyConstraints);
    }

    [Test]
    public void Notifications_are_refused_by_name()
    {
        Refused(() => Notification.Create(("", 1)), EventRefusal.BadName);
        Refused(() => Notification.Create((new string('é', 128), 1)), EventRefusal.BadName);
        Refused(() => Notification.Create(("\udc00", 1)), EventRefusal.BadName);
        Refused(() => Notification.Create(("a", "\ud800b")), EventRefusal.BadUtf8);
        Refused(() => Notification.Create(("a", default)), EventRefusal.MissingValue);
        Refused(() => Notification.Create(("a", 1), ("b", 2), ("a", 3)), EventRefusal.DuplicateName);
        Refused(() => Notification.Create(("a", new byte[EventLimits.ValueBytes + 1])), EventRefusal.ValueTooLarge);
        Refused(() => Notification.Create(Attributes(EventLimits.Attributes + 1)), EventRefusal.TooManyAttributes);
        Refused(() => Notification.Create(Attributes(EventLimits.Attributes)).With("one more", 1), EventRefusal.TooManyAttributes);
        Refused(() => Notification.Create(("a", 1)).With("a", "\ud800"), EventRefusal.BadUtf8);
        Refused(() => Notification.Create().WithBody(new byte[EventLimits.BodyBytes + 1]), EventRefusal.BodyTooLarge);
        Refused(() => Notification.Create([], new byte[EventLimits.BodyBytes + 1]), EventRefusal.BodyTooLarge);
    }

    [Test]
    public void What_is_at_the_limits_is_let_in()
    {
        var notification = Notification.Create(Attributes(EventLimits.Attributes - 1))
            .With(new string('n', EventLimits.NameBytes), Largest).WithBody(new byte[EventLimits.BodyBytes]);
        notification.Count.Should().Be(EventLimits.Attributes);

        Filter.Create(Many(EventLimits.Constraints)).Constraints.Should().HaveCount(EventLimits.Constraints);
        Constraint.Create("x", Operator.In, Numbers(EventLimits.SetValues)).Values.Should().HaveCount(EventLimits.SetValues);
        var longest = Filter.Equal(new string('n', EventLimits.NameBytes), new string('v', EventLimits.ValueBytes));
        Filter.Parse(longest.ToString()).Should().Be(longest);
    }

    private static AttributeValue[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => (AttributeValue)(long)i)];

    private static Constraint[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Constraint.Create("x", Operator.NotEqual, (long)i))];

    private static (string, AttributeValue)[] Attributes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => ($"a{i}", (AttributeValue)(long)i))];

    private static void Refused(Action create, EventRefusal reason) =>
        create.Should().Throw<EventRefusedException>().Which.Reason.Should().Be(reason);
}
