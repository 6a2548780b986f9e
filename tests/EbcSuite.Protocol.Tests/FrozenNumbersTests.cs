using EbcSuite.Events;

namespace EbcSuite.Protocol.Tests;

/// <summary>Numbers and names that reach peers. A line may be added at the end; a changed line breaks every peer.</summary>
[Category("Unit")]
public sealed class FrozenNumbersTests
{
    [Test]
    public void The_version_is_one() => ProtocolVersion.Current.Should().Be(1);

    [Test]
    public void Kinds_of_message_are_frozen() => Frozen<MessageKind>(
        "1 Hello, 2 Welcome, 3 Subscribe, 4 Unsubscribe, 5 Publish, 6 Accepted, 7 Refused, 8 Deliver, 9 Forward, "
        + "10 Ping, 11 Pong, 12 Goodbye, 13 Enrol, 14 Enrolled");

    [Test]
    public void Roles_are_frozen() => Frozen<LinkRole>("1 Client, 2 Peer");

    [Test]
    public void Operators_are_frozen() => Frozen<Operator>(
        "1 Equal, 2 NotEqual, 3 Less, 4 LessOrEqual, 5 Greater, 6 GreaterOrEqual, 7 Prefix, 8 Suffix, 9 Contains, "
        + "10 Exists, 11 In");

    [Test]
    public void Kinds_of_value_are_frozen() => Frozen<AttributeKind>("1 Boolean, 2 Integer, 3 Double, 4 String, 5 Bytes");

    [Test]
    public void Reasons_for_refusing_an_event_are_frozen() => Frozen<EventRefusal>(
        "1 BadName, 2 MissingValue, 3 ValueTooLarge, 4 BodyTooLarge, 5 TooManyAttributes, 6 DuplicateName, "
        + "7 TooManyConstraints, 8 UnknownOperator, 9 OperatorTypeMismatch, 10 EmptySet, 11 SetTooLarge, "
        + "12 Contradiction, 13 Syntax, 14 BadUtf8");

    [Test]
    public void Faults_are_frozen() => Frozen<ProtocolFault>(
        "1 Truncated, 2 TrailingBytes, 3 UnexpectedType, 4 OverLimit, 5 BadUtf8, 6 UnknownVersion, 7 UnknownMessage, "
        + "8 NestedTooDeep, 9 BadValue, 10 MissingField, 11 RefusedFilter, 12 RefusedNotification");

    private static void Frozen<TEnum>(string expected)
        where TEnum : struct, Enum =>
        string.Join(", ", Enum.GetValues<TEnum>().Select(v => $"{Convert.ToInt32(v)} {v}")).Should().Be(expected);
}
