using EbcSuite.Events;

namespace EbcSuite.Protocol.Tests;

[Category("Unit")]
public sealed class DecoderRefusalTests
{
    public static IEnumerable<string> Names => SampleMessages.ByName.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_frame_cut_anywhere_is_truncated(string name)
    {
        var frame = MessageEncoder.Encode(SampleMessages.ByName[name]);
        for (var length = 0; length < frame.Length; length++)
        {
            Refusal(frame[..length]).Fault.Should().Be(ProtocolFault.Truncated, "{0} of {1} bytes are there", length, frame.Length);
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Bytes_after_a_message_are_refused(string name) =>
        Refusal([.. MessageEncoder.Encode(SampleMessages.ByName[name]), 0xc0]).Fault.Should().Be(ProtocolFault.TrailingBytes);

    [TestCaseSource(nameof(Names))]
    public void Fields_of_a_later_version_are_skipped(string name)
    {
        var message = SampleMessages.ByName[name];
        var frame = MessageEncoder.Encode(message);
        // Two more fields: a map with an array in it, and a timestamp.
        frame[0] += 2;
        byte[] later = [.. frame, .. Convert.FromHexString("81a16193c0cb3ff8000000000000a0d6ff5a4af6a5")];

        MessageEquality.Same(MessageDecoder.Decode(later), message).Should().BeTrue();
    }

    [Test]
    public void Fields_of_a_later_version_in_a_notification_are_skipped()
    {
        var publish = (Publish)MessageDecoder.Decode(Convert.FromHexString("9401050194" + "81a16101" + "c40162" + "c0" + "9101"));

        publish.Notification["a"].Should().Be((AttributeValue)1);
        publish.Notification.Body.ToArray().Should().Equal("b"u8.ToArray());
    }

    [Test]
    public void Numbers_and_lengths_may_be_wider_than_they_need()
    {
        // Array 32, version as uint 16, kind as int 64, request as uint 64; array 16, map 32, str 32, float 32, bin 32.
        var publish = (Publish)MessageDecoder.Decode(Convert.FromHexString(
            "dd00000004" + "cd0001" + "d30000000000000005" + "cf0000000000000009"
            + "dc0002" + "df00000001" + "db0000000161" + "ca3fc00000" + "c60000000162"));

        publish.Request.Should().Be(9);
        publish.Notification["a"].Should().Be((AttributeValue)1.5);
        publish.Notification.Body.Length.Should().Be(1);
    }

    [Test]
    public void Another_version_is_refused_and_both_are_named()
    {
        var refusal = Refusal("9402010000");

        refusal.Fault.Should().Be(ProtocolFault.UnknownVersion);
        refusal.Message.Should().Contain("version 2").And.Contain("speaks 1");
        Refusal("930001a161").Fault.Should().Be(ProtocolFault.UnknownVersion);
    }

    // No array; no version; no kind; kinds 0, 13 and 256 + 1; a version that is text; a kind that is negative.
    [TestCase("c0", ProtocolFault.UnexpectedType), TestCase("90", ProtocolFault.MissingField)]
    [TestCase("9101", ProtocolFault.MissingField), TestCase("920100", ProtocolFault.UnknownMessage)]
    [TestCase("93010f01", ProtocolFault.UnknownMessage), TestCase("9301cd010101", ProtocolFault.UnknownMessage)]
    [TestCase("92a13101", ProtocolFault.UnexpectedType), TestCase("9201ff", ProtocolFault.BadValue)]
    // Hello without a role, with an empty identity, roles 0 and 3, an identity of 256 bytes, and not UTF-8.
    [TestCase("930101a161", ProtocolFault.MissingField), TestCase("940101a001", ProtocolFault.BadValue)]
    [TestCase("940101a16100", ProtocolFault.BadValue), TestCase("940101a16103", ProtocolFault.BadValue)]
    [TestCase("940101a1ff01", ProtocolFault.BadUtf8)]
    // Forward with 256 hops; a skipped field that is no value; a Refused without a code.
    [TestCase("9601090102cd01009280c400", ProtocolFault.OverLimit), TestCase("94010601c1", ProtocolFault.UnexpectedType)]
    [TestCase("95010701a0a0", ProtocolFault.BadValue)]
    // Enrol with an empty token and without an identity.
    [TestCase("94010da0a161", ProtocolFault.BadValue), TestCase("93010da161", ProtocolFault.MissingField)]
    public void A_frame_that_is_no_message_is_refused_by_name(string hex, ProtocolFault fault)
    {
        var refusal = Refusal(hex);

        refusal.Fault.Should().Be(fault);
        refusal.Request.Should().BeNull();
        refusal.Code.Should().Be(fault.ToString());
    }

    [TestCase("a0a161", EventRefusal.BadName)]
    public void An_empty_name_is_refused(string pair, EventRefusal reason) =>
        ExpectRefused("9401050792" + "81" + pair + "c400", ProtocolFault.RefusedNotification, reason);

    [Test]
    public void What_breaks_a_rule_of_notifications_is_refused_with_the_number_of_its_request()
    {
        const string begin = "9401050792";
        var bodyTooLong = $"c6{EventLimits.BodyBytes + 1:x8}" + Zeros(EventLimits.BodyBytes + 1);

        ExpectRefused(begin + "81da0100" + Zeros(256) + "c0c400", ProtocolFault.RefusedNotification, EventRefusal.BadName);
        ExpectRefused(begin + "82a16101a16102c400", ProtocolFault.RefusedNotification, EventRefusal.DuplicateName);
        ExpectRefused(begin + "81a161db00010001" + Zeros(65537) + "c400", ProtocolFault.RefusedNotification, EventRefusal.ValueTooLarge);
        ExpectRefused(begin + "81a161c600010001" + Zeros(65537) + "c400", ProtocolFault.RefusedNotification, EventRefusal.ValueTooLarge);
        ExpectRefused(begin + "de0101" + Zeros(1000), ProtocolFault.RefusedNotification, EventRefusal.TooManyAttributes);
        ExpectRefused(begin + "80" + bodyTooLong, ProtocolFault.RefusedNotification, EventRefusal.BodyTooLarge);
    }

    [Test]
    public void What_breaks_a_rule_of_filters_is_refused_with_the_number_of_its_request()
    {
        const string begin = "9501030703";

        ExpectRefused(begin + "9193a161" + "63" + "01", ProtocolFault.RefusedFilter, EventRefusal.UnknownOperator);
        ExpectRefused(begin + "9193a161" + "cd0101" + "01", ProtocolFault.RefusedFilter, EventRefusal.UnknownOperator);
        ExpectRefused(begin + "9193a161" + "07" + "01", ProtocolFault.RefusedFilter, EventRefusal.OperatorTypeMismatch);
        ExpectRefused(begin + "9192a161" + "01", ProtocolFault.RefusedFilter, EventRefusal.MissingValue);
        ExpectRefused(begin + "9192a161" + "0b", ProtocolFault.RefusedFilter, EventRefusal.EmptySet);
        ExpectRefused(begin + "91dc0103a161" + "0b" + Zeros(257), ProtocolFault.RefusedFilter, EventRefusal.SetTooLarge);
        ExpectRefused(begin + "dc0041" + Zeros(65), ProtocolFault.RefusedFilter, EventRefusal.TooManyConstraints);
        ExpectRefused(begin + "9193a0" + "01" + "01", ProtocolFault.RefusedFilter, EventRefusal.BadName);
    }

    // A value that is nil, an array, a timestamp, over 2^63 - 1; a constraint without an operator; a notification without a body.
    [TestCase("9401050792" + "81a161c0c400", ProtocolFault.UnexpectedType)]
    [TestCase("9401050792" + "81a16190c400", ProtocolFault.UnexpectedType)]
    [TestCase("9401050792" + "81a161d6ff00000000c400", ProtocolFault.UnexpectedType)]
    [TestCase("9401050792" + "81a161cf8000000000000000c400", ProtocolFault.BadValue)]
    [TestCase("9401050792" + "8101a161c400", ProtocolFault.UnexpectedType)]
    [TestCase("9401050792" + "80a0", ProtocolFault.UnexpectedType)]
    [TestCase("9401050791" + "80", ProtocolFault.MissingField)]
    [TestCase("9501030703" + "9191a161", ProtocolFault.MissingField)]
    [TestCase("9501030703" + "9193a16101c0", ProtocolFault.UnexpectedType)]
    [TestCase("94010407a0", ProtocolFault.UnexpectedType)]
    public void A_request_that_cannot_be_read_to_its_end_is_named_where_its_number_can_be(string hex, ProtocolFault fault)
    {
        var refusal = Refusal(hex);

        refusal.Fault.Should().Be(fault);
        refusal.Request.Should().Be(7);
    }

    [Test]
    public void A_frame_over_the_limit_is_refused_before_it_is_read() =>
        Refusal(new byte[ProtocolLimits.FrameBytes + 1]).Fault.Should().Be(ProtocolFault.OverLimit);

    [Test]
    public void Names_and_values_over_the_limit_together_are_refused()
    {
        // 17 values of 64 KiB are more than 1 MiB.
        var pairs = Enumerable.Range(0, 17).Select(i => $"a1{0x61 + i:x2}" + "c600010000" + Zeros(65536));
        var refusal = Refusal("9401050792" + "de0011" + string.Concat(pairs) + "c400");

        refusal.Fault.Should().Be(ProtocolFault.OverLimit);
        refusal.Request.Should().Be(7);
    }

    private static void ExpectRefused(string hex, ProtocolFault fault, EventRefusal reason)
    {
        var refusal = Refusal(hex);

        refusal.Fault.Should().Be(fault);
        refusal.Refusal.Should().Be(reason);
        refusal.Code.Should().Be(reason.ToString());
        refusal.Request.Should().Be(7);
    }

    private static string Zeros(int count) => new('0', 2 * count);

    private static ProtocolException Refusal(string hex) =>
        Refusal(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    private static ProtocolException Refusal(byte[] frame) =>
        FluentActions.Invoking(() => MessageDecoder.Decode(frame)).Should().Throw<ProtocolException>().Which;
}
