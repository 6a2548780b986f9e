using System.Text;
using EbcSuite.Events;

namespace EbcSuite.Protocol.Tests;

[Category("Unit")]
public sealed class EncoderLimitTests
{
    private const int LargestHead = 5;
    private const int LargestNumber = 9;

    private sealed record Unknown : Message;

    public static IEnumerable<TestCaseData> Refused()
    {
        var longest = new string('x', ProtocolLimits.IdentityBytes);
        yield return new TestCaseData(new Hello("", LinkRole.Client), ProtocolFault.BadValue).SetArgDisplayNames("no identity");
        yield return new TestCaseData(new Hello(longest + "x", LinkRole.Client), ProtocolFault.OverLimit).SetArgDisplayNames("identity");
        yield return new TestCaseData(new Hello("\ud800", LinkRole.Client), ProtocolFault.BadUtf8).SetArgDisplayNames("half a pair");
        yield return new TestCaseData(new Hello("a", 0), ProtocolFault.BadValue).SetArgDisplayNames("role");
        yield return new TestCaseData(new Welcome(longest + "x", "a"), ProtocolFault.OverLimit).SetArgDisplayNames("broker");
        yield return new TestCaseData(new Welcome("a", longest + "x"), ProtocolFault.OverLimit).SetArgDisplayNames("site");
        yield return new TestCaseData(new Refused(1, longest, ""), ProtocolFault.OverLimit).SetArgDisplayNames("code");
        yield return new TestCaseData(new Welcome("a", "\udc00"), ProtocolFault.BadUtf8).SetArgDisplayNames("half a pair in a site");
        yield return new TestCaseData(new Publish(1, WithContent(ProtocolLimits.ContentBytes + 1)), ProtocolFault.OverLimit)
            .SetArgDisplayNames("content");
    }

    [TestCaseSource(nameof(Refused))]
    public void What_no_peer_would_take_is_not_written(Message message, ProtocolFault fault) =>
        FluentActions.Invoking(() => MessageEncoder.Encode(message))
            .Should().Throw<ProtocolException>().Which.Fault.Should().Be(fault);

    [Test]
    public void A_type_that_is_not_of_the_protocol_is_the_callers_mistake() =>
        FluentActions.Invoking(() => MessageEncoder.Encode(new Unknown())).Should().Throw<ArgumentException>();

    [Test]
    public void A_text_that_is_too_long_is_cut_so_that_a_refusal_can_be_told()
    {
        var text = new string('€', 10_000);

        var refused = (Refused)MessageDecoder.Decode(MessageEncoder.Encode(new Refused(1, "NotAllowed", text)));
        var goodbye = (Goodbye)MessageDecoder.Decode(MessageEncoder.Encode(new Goodbye(text)));

        refused.Text.Should().Be(new string('€', ProtocolLimits.TextBytes / 3));
        goodbye.Reason.Should().Be(refused.Text);
    }

    [Test]
    public void A_notification_at_every_limit_goes_through()
    {
        var largest = WithContent(ProtocolLimits.ContentBytes).WithBody(new byte[EventLimits.BodyBytes]);
        var forward = new Forward(new(ulong.MaxValue, ulong.MaxValue), byte.MaxValue, largest);

        var frame = MessageEncoder.Encode(forward);

        frame.Length.Should().BeLessThanOrEqualTo(ProtocolLimits.FrameBytes);
        MessageEquality.Same(MessageDecoder.Decode(frame), forward).Should().BeTrue();
    }

    // A peer may write every number and length in its widest form; what is within the limits must still fit a frame.
    [Test]
    public void Every_message_within_the_limits_fits_a_frame_in_its_widest_form()
    {
        const int envelope = LargestHead + (6 * LargestNumber);
        const int notification = envelope + (3 * LargestHead) + (EventLimits.Attributes * (LargestHead + LargestNumber))
            + ProtocolLimits.ContentBytes + EventLimits.BodyBytes;
        const int constraint = (2 * LargestHead) + LargestNumber + (EventLimits.SetValues * LargestNumber);
        const int filter = envelope + LargestHead + (EventLimits.Constraints * constraint) + ProtocolLimits.ContentBytes;

        Math.Max(notification, filter).Should().BeLessThanOrEqualTo(ProtocolLimits.FrameBytes);
    }

    private static Notification WithContent(int bytes)
    {
        var attributes = new Dictionary<string, AttributeValue>();
        for (var i = 0; bytes > 0; i++)
        {
            var name = $"n{i:d3}";
            var value = Math.Min(bytes - Encoding.UTF8.GetByteCount(name), EventLimits.ValueBytes);
            attributes[name] = i % 2 == 0 ? new string('x', value) : new byte[value];
            bytes -= value + name.Length;
        }

        return Notification.Create(attributes, default);
    }
}
