namespace EbcSuite.Events.Tests;

[TestFixture]
[Category("Unit")]
public sealed class NotificationTests
{
    [Test]
    public void Notifications_are_equal_by_attributes_and_body_in_any_order()
    {
        var one = Notification.Create(("a", 1), ("b", new byte[] { 1 }), ("c", double.NaN)).WithBody(new byte[] { 7 });
        var same = Notification.Create(("c", double.NaN), ("b", new byte[] { 1 }), ("a", 1)).WithBody(new byte[] { 7 });

        same.Equals(one).Should().BeTrue();
        same.GetHashCode().Should().Be(one.GetHashCode());
        one.With("a", 1.0).Equals(one).Should().BeFalse("kinds differ");
        one.With("d", 1).Equals(one).Should().BeFalse();
        one.WithBody(default).Equals(one).Should().BeFalse();
    }

    [Test]
    public void Attributes_stand_in_byte_order_of_their_names()
    {
        var names = Notification.Create(("b", 1), ("\U00010000", 1), ("\uffff", 1), ("a", 1), ("B", 1)).Select(p => p.Key);

        names.Should().Equal("B", "a", "b", "\uffff", "\U00010000");
    }

    [TestCase(3)]
    [TestCase(16)]
    [TestCase(17)]
    [TestCase(200)]
    public void Every_attribute_is_found_and_no_other(int count)
    {
        var notification = Notification.Create(
            Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"n{i * 7 % count}", (AttributeValue)(long)(i * 7 % count))).DistinctBy(p => p.Key), default);

        foreach (var (name, value) in notification)
        {
            notification[name].Should().Be(value);
            notification.TryGet(name + "x", out _).Should().BeFalse();
        }

        notification.TryGet("", out _).Should().BeFalse();
        notification.Invoking(n => n["none"]).Should().Throw<KeyNotFoundException>().WithMessage("*'none'*");
    }

    [Test]
    public void With_sets_and_adds_and_leaves_the_first_as_it_was()
    {
        var first = Notification.Create(("b", 1), ("d", 2));

        var changed = first.With("d", "x").With("a", true).With("c", 1.5).With("e", 9);

        changed.ToString().Should().Be("a = true, b = 1, c = 1.5, d = \"x\", e = 9");
        first.ToString().Should().Be("b = 1, d = 2");
    }

    [Test]
    public void Typed_lookups_are_null_for_what_is_missing_or_of_another_kind()
    {
        var notification = Notification.Create(("s", "x"), ("i", 1), ("b", false));

        (notification.Text("s"), notification.Integer("i"), notification.Boolean("b")).Should().Be(("x", 1, false));
        (notification.Text("i"), notification.Integer("s"), notification.Boolean("none")).Should().Be((null, null, null));
    }

    [Test]
    public void Long_values_are_cut_in_logs_and_their_size_is_said()
    {
        var notification = Notification.Create(("my name", "a\nb"), ("blob", new byte[1000]), ("text", new string('é', 500)))
            .WithBody(new byte[12]);

        notification.ToString().Should().Be(
            $"blob = 0x{new string('0', 32)}… (1000 bytes), `my name` = \"a\\nb\", text = \"{new string('é', 80)}\"… (1000 bytes) (+12 bytes)");
    }

    [Test]
    public void Values_give_their_kind_only() =>
        ((AttributeValue)1).Invoking(v => v.AsString()).Should().Throw<InvalidOperationException>()
            .WithMessage("The value is of type Integer, not String.");
}
